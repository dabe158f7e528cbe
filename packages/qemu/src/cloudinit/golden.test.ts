import assert from 'node:assert/strict'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { readConfig } from '../plan/read-config.ts'
import { generateSeed } from './generate-seed.ts'
import { settingsOf } from './settings-of.ts'

const folder = join(import.meta.dirname, 'golden')
const resolver = { nameservers: ['198.51.100.53'], searchDomains: ['node.example.net'] }

/** A snippet is what it is called. */
function snippetsOf(cicustom: object | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(cicustom ?? {}).map(([what, volid]) => [what, `# ${volid}\n`]))
}

for (const file of globSync('*.conf', { cwd: folder })) {
  test(`the image made from ${basename(file, '.conf')} is the expected one`, async () => {
    const { config, warnings } = readConfig(100, parseGuestConfig(readFileSync(join(folder, file), 'utf8')).current)
    assert.deepEqual(warnings, [])
    const seed = await generateSeed(settingsOf(config, { vmid: 100, resolver, snippets: snippetsOf(config.cicustom) }))
    const text = [`label ${seed.label}\n`, ...seed.files.map(entry => `==> ${entry.path}\n${entry.text}`)].join('')
    const golden = join(folder, file.replace('.conf', '.seed'))
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, text)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })
}
