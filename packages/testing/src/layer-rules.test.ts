import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { layerRules, withoutClockAndChance, withoutNode } from './layer-rules.ts'

const packages = join(dirname(dirname(import.meta.dirname)))
const files = globSync('*/{src,bench}/**/*.{ts,tsx}', { cwd: packages }).map(path => ({
  path,
  text: readFileSync(join(packages, path), 'utf8'),
}))
const isTest = (path: string) => /\.test\.ts$|\/bench\/|\/testing\/|\/conformance/.test(path)

function importsOf(text: string): string[] {
  return [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^'"\n]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
    ),
  ].map(match => match[1] ?? match[2] ?? '')
}

test('a package imports only the packages that its layer allows', () => {
  const wrong: string[] = []
  for (const { path, text } of files) {
    const own = path.split('/')[0] ?? ''
    const allowed = layerRules[own]
    assert.ok(allowed, `packages/${own} has no row in the layer table`)
    for (const target of importsOf(text)) {
      const other = /^@quorate\/([a-z]+)/.exec(target)?.[1]
      if (!other || other === own || allowed.includes('*') || allowed.includes(other)) continue
      if (isTest(path) && other === 'testing') continue
      wrong.push(`${path} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a package reaches another only through its exports', () => {
  const wrong = files.flatMap(({ path, text }) => {
    const own = path.split('/')[0] ?? ''
    return importsOf(text)
      .filter(target => target.startsWith('.') && !join(dirname(path), target).startsWith(`${own}/`))
      .map(target => `${path} imports ${target}`)
  })
  assert.deepEqual(wrong, [])
})

test('the pure parts import nothing of Node and read neither clock nor chance', () => {
  const wrong: string[] = []
  for (const { path, text } of files) {
    if (isTest(path)) continue
    if (withoutNode.some(folder => path.startsWith(folder))) {
      for (const target of importsOf(text)) if (target.startsWith('node:')) wrong.push(`${path} imports ${target}`)
    }
    if (withoutClockAndChance.some(folder => path.startsWith(folder))) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      if (/\bDate\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|crypto\.random/.test(code))
        wrong.push(`${path} reads the clock or chance`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('no source file is longer than 300 lines', () => {
  const long = files.filter(({ path, text }) => !path.endsWith('.test.ts') && text.split('\n').length > 301).map(({ path }) => path)
  assert.deepEqual(long, [])
})
