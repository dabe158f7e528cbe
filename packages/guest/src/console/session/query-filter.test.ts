import assert from 'node:assert/strict'
import { test } from 'node:test'
import { QueryFilter } from './query-filter.ts'

const filtered = (text: string) => new QueryFilter().push(text)

const questions = {
  'device attributes': ['\u001b[c', '\u001b[0c', '\u001b[>c', '\u001b[=c', '\u001bZ', '\u009a', '\u009bc'],
  'status and cursor': ['\u001b[5n', '\u001b[6n', '\u001b[?6n', '\u001b[?996n', '\u009b6n'],
  modes: ['\u001b[?2004$p', '\u001b[4$p', '\u001b[?u', '\u001b[?4m', '\u001b[x', '\u001b[1;1;1;1;1;1*y'],
  windows: ['\u001b[18t', '\u001b[21t', '\u001b[8;50;100t', '\u001b[14t'],
  names: ['\u001b[>q', '\u001b[>0q', '\u0005'],
  'strings and settings': ['\u001bP$qm\u001b\\', '\u001bP+q544e\u001b\\', '\u0090$qm\u009c'],
  colours: ['\u001b]11;?\u0007', '\u001b]4;1;?\u001b\\', '\u009d10;?\u009c'],
  clipboard: ['\u001b]52;c;?\u0007', '\u001b]52;c;cm0gLXJmIC8K\u0007'],
  'messages to the terminal': [
    '\u001b_Gi=31,s=1,v=1,a=q;AAAA\u001b\\',
    '\u001b^x\u001b\\',
    '\u001bXx\u001b\\',
    '\u001b]1337;ReportCellSize\u0007',
  ],
  'printing and other sets of characters': ['\u001b[5i', '\u001b[?5i', '\u001b%@'],
  'reports by itself': ['\u001b[?2048h', '\u001b[?2031h'],
}

for (const [what, sequences] of Object.entries(questions)) {
  test(`a viewer's terminal is never asked: ${what}`, () => {
    for (const sequence of sequences) {
      const left = filtered(`a${sequence}b`).replaceAll('\u001b\\', '')
      assert.equal(left, 'ab', JSON.stringify(sequence))
    }
  })
}

test('all that draws, moves and sets modes comes through', () => {
  const kept = [
    '\u001b[31;1m',
    '\u001b[2J\u001b[H',
    '\u001b[?1049h',
    '\u001b[?2004h\u001b[?1000;1006h',
    '\u001b[5;10r',
    '\u001b[2 q',
    '\u001b[!p',
    '\u001b[u',
    '\u001b[22;0t',
    '\u001b[>4;2m',
    '\u001b(0qqq\u001b(B',
    '\u001bc',
    '\u001b#8',
    '\u001b]0;title\u0007',
    '\u001b]8;;https://example.org/?a;?\u0007',
    '\u001b]4;1;#ff0000\u0007',
    'ÄÖ漢🙂\r\n\t\b\u0007',
  ]
  for (const text of kept) assert.equal(filtered(text), text)
})

test('it does not matter where the output is cut', () => {
  const text = 'a\u001b[31mb\u001b[6nc\u001b]0;t\u001b\\d\u001b]11;?\u001b\\e\u001bP$qm\u001b\\f\u001b(0g\u001b\u001b[cq'
  const whole = filtered(text)
  for (let cut = 1; cut < text.length; cut += 1) {
    const filter = new QueryFilter()
    assert.equal(filter.push(text.slice(0, cut)) + filter.push(text.slice(cut)), whole, `cut at ${cut}`)
  }
})

test('a question is none the less one when control characters or length hide it', () => {
  assert.equal(filtered('\u001b[\n6\r n'), '\n\r')
  assert.equal(filtered(`\u001b[${'0'.repeat(5000)};6n`), '')
  assert.equal(filtered(`\u001b[${'0;'.repeat(5000)}mx`), 'x')
  assert.equal(filtered(`\u001b]11;${'?'.repeat(100_000)}\u0007x`), 'x')
})

test('a sequence that never ends holds no memory, and is left by what cancels it', () => {
  const filter = new QueryFilter()
  for (let round = 0; round < 100; round += 1) assert.equal(filter.push(`\u001b]0;${'x'.repeat(10_000)}`), '')
  assert.equal(filter.push('\u0018after'), '\u0018after')
})
