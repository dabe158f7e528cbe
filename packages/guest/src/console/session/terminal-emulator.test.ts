import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TerminalEmulator } from './terminal-emulator.ts'

const size = { columns: 40, rows: 10 }

async function drawn(text: string): Promise<TerminalEmulator> {
  const emulator = new TerminalEmulator(size)
  await emulator.write(text)
  return emulator
}

/** What two terminals show after the same further output. */
async function shown(emulator: TerminalEmulator, more: string): Promise<string> {
  await emulator.write(more)
  return emulator.snapshot()
}

const programs: Readonly<Record<string, string>> = {
  'plain lines': 'one\r\ntwo\r\n$ ',
  'more lines than the screen has': Array.from({ length: 50 }, (_, line) => `line ${line}\r\n`).join(''),
  colours: '\u001b[31mred \u001b[1;48;5;20mbold\u001b[0m \u001b[38;2;1;2;3mexact',
  'a full-screen program': 'before\r\n\u001b[?1049h\u001b[2J\u001b[3;7r\u001b[5;5Hedit\u001b[?25l\u001b[?1h\u001b=',
  'a mouse and pasting': '\u001b[?1002h\u001b[?1006h\u001b[?2004h',
  'characters for lines': 'a\u001b(0lqqk',
  'characters for lines by shifting': '\u001b)0a\u000elqqk',
  'wide and accented characters': '漢字 e\u0301 ü',
  'margins with the origin in them': '\u001b[2;5r\u001b[?6hx\r\ny',
}
const more: readonly string[] = ['x\r\ny', 'qqq\u000fq', '\u001b[Am', Array.from({ length: 12 }, () => 'scroll\r\n').join('')]

for (const [name, text] of Object.entries(programs)) {
  test(`whoever comes later has the same screen, and goes on alike: ${name}`, async () => {
    for (const then of more) {
      const first = await drawn(text)
      const later = await drawn(first.snapshot())
      assert.equal(later.snapshot(), first.snapshot())
      assert.equal(await shown(later, then), await shown(first, then), JSON.stringify(then))
    }
  })
}

test('a snapshot comes upon whatever was shown before', async () => {
  const fresh = await drawn('only this')
  const dirty = await drawn('\u001b[?1049h\u001b[?1000h\u001b[?2004h\u001b[4h\u001b(0much\u001b[3;4r\u001b[?25l')
  await dirty.write(fresh.snapshot())
  assert.equal(dirty.snapshot(), fresh.snapshot())
})

test('a snapshot asks a terminal nothing', async () => {
  const emulator = await drawn('a\u001b[6nb\u001b[cc\u001bP$qm\u001b\\d')
  const other = new TerminalEmulator(size)
  const answers: string[] = []
  other.onAnswer(text => answers.push(text))
  await other.write(emulator.snapshot())
  assert.deepEqual(answers, [])
})
