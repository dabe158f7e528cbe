import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDocument, printDocument } from './document.ts'

/** A small generator with a seed, so that a failure can be had again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return (state >>> 8) % below
  }
}

function anyText(seed: number): string {
  const pick = chance(seed)
  const of = (...choices: string[]) => choices[pick(choices.length)]!
  const lines: string[] = []
  let depth = 0
  for (let count = pick(40); count > 0; count -= 1) {
    const indent = of('', '  ', '\t', '    ')
    const kind = pick(5)
    if (kind === 0) lines.push(of('', '   ', `${indent}# nodes { of: old }`, `${indent}#}`))
    else if (kind <= 2)
      lines.push(
        `${indent}${of('name', 'nodeid', 'x.y_z', 'exec_a')}:${of('', ' ', '  ')}${of('', 'a', 'a: b', '1 2 3', 'fe80::1')}${of('', ' ')}`,
      )
    else if (kind === 3) {
      lines.push(`${indent}${of('totem', 'node', 'my-own')}${of(' ', '', '  ')}{${of('', ' ')}`)
      depth += 1
    } else if (depth > 0) {
      lines.push(`${indent}}${of('', ' ', '\r')}`)
      depth -= 1
    }
  }
  while (depth-- > 0) lines.push('}')
  return lines.join('\n') + of('', '\n', '\n\n')
}

test('whatever is read is printed again byte by byte', () => {
  for (let seed = 0; seed < 3000; seed += 1) {
    const text = anyText(seed)
    assert.equal(printDocument(parseDocument(text)), text, `seed ${seed}`)
  }
})

test('what cannot be read is refused with its line', () => {
  assert.throws(() => parseDocument('totem {\n  version 2\n}\n'), /line 2: 'version 2' is neither 'key: value'/)
  assert.throws(() => parseDocument('totem {\n  version: 2\n'), /line 1: the section 'totem' is not closed/)
  assert.throws(() => parseDocument('totem {\n}\n}\n'), /line 3: '}' closes no section/)
  assert.throws(() => parseDocument('totem { version: 2 }\n'), /line 1:/)
})
