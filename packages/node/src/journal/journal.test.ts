import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { readJournal } from './read-journal.ts'
import { readSyslog } from './read-syslog.ts'

const maker = ['/usr/lib/systemd/systemd-journal-remote', '/lib/systemd/systemd-journal-remote'].find(path => existsSync(path))
const skip = maker ? false : 'systemd-journal-remote, which makes journals for tests, is not installed'

const began = Date.UTC(2026, 0, 31, 10) / 1000
const { signal } = new AbortController()
let directory = ''
const host = () => realHost(rootAt(directory, 'pve'), () => undefined)
const source = () => ({ host: host(), directory: join(directory, 'journal') })

interface Made {
  readonly message: string
  readonly unit: string
  readonly pid?: number
}

/** In the journal's export format, an entry each minute; a text of several lines goes with its length. */
function exported(entries: readonly Made[]): Buffer {
  const parts = entries.flatMap(({ message, unit, pid }, index) => {
    const text = Buffer.from(message)
    const length = Buffer.alloc(8)
    length.writeBigUInt64LE(BigInt(text.length))
    const head = [
      `__REALTIME_TIMESTAMP=${began + index * 60}000000`,
      `__MONOTONIC_TIMESTAMP=${1 + index * 60}000000`,
      '_BOOT_ID=11111111111111111111111111111111',
      '_HOSTNAME=pve',
      `SYSLOG_IDENTIFIER=${unit}`,
      `_SYSTEMD_UNIT=${unit}.service`,
      ...(pid === undefined ? [] : [`_PID=${pid}`]),
      'MESSAGE\n',
    ]
    return [Buffer.from(head.join('\n')), length, text, Buffer.from('\n\n')]
  })
  return Buffer.concat(parts)
}

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'quorate-journal-'))
  if (!maker) return
  const files = host().files
  await files.makeDirectory(join(directory, 'journal'))
  await files.makeDirectory(join(directory, 'none'))
  const entries = Array.from({ length: 20 }, (_, index) => ({
    message: `line ${index}`,
    unit: index % 4 === 0 ? 'ssh' : 'cron',
    pid: 100 + index,
  }))
  const last = { message: 'two\nlines \u001b[31mwith é\u0007', unit: 'kernel' }
  const file = join(directory, 'journal', 'system.journal')
  await host().exec(maker, [`--output=${file}`, '-'], { input: exported([...entries, last]) })
})
after(() => rm(directory, { recursive: true, force: true }))

const texts = (lines: readonly string[]) => lines.slice(1, -1).map(line => line.replace(/^.*?: /, ''))

test('the newest entries come oldest first, between the cursors of the first and the last', { skip }, async () => {
  const lines = await readJournal(source(), { lastentries: 3 }, signal)
  assert.equal(lines.length, 6)
  assert.match(lines[0] ?? '', /^s=[0-9a-f]+;i=/)
  assert.match(lines[1] ?? '', /^Jan 31 \d\d:18:00 pve cron\[118\]: line 18$/)
  assert.match(lines[3] ?? '', /^Jan 31 \d\d:20:00 pve kernel: two$/)
  // oxlint-disable-next-line no-control-regex
  assert.match(lines[4] ?? '', /^ +lines  \[31mwith é $/)
})

test('a reader goes back from the first cursor and forward from the last, and sees each entry once', { skip }, async () => {
  const middle = await readJournal(source(), { since: began + 8 * 60, until: began + 10 * 60 }, signal)
  assert.deepEqual(texts(middle), ['line 8', 'line 9', 'line 10'])
  const before = await readJournal(source(), { endcursor: middle[0], lastentries: 2 }, signal)
  assert.deepEqual(texts(before), ['line 6', 'line 7'])
  const after = await readJournal(source(), { startcursor: middle.at(-1), until: began + 13 * 60 }, signal)
  assert.deepEqual(texts(after), ['line 11', 'line 12', 'line 13'])
  const between = await readJournal(source(), { startcursor: before[0], endcursor: after[0] }, signal)
  assert.deepEqual(texts(between), ['line 7', 'line 8', 'line 9', 'line 10'])
  const newest = await readJournal(source(), { lastentries: 1 }, signal)
  assert.deepEqual(await readJournal(source(), { startcursor: newest.at(-1) }, signal), [newest.at(-1), newest.at(-1)])
})

test('the system log is numbered, in pages, with the number of all lines; a service has its own lines', { skip }, async () => {
  const page = await readSyslog(source(), { start: 2, limit: 2 }, signal)
  assert.equal(page.total, 22)
  assert.deepEqual(
    page.rows.map(({ n, t }) => [n, t.replace(/^.*?: /, '')]),
    [
      [3, 'line 2'],
      [4, 'line 3'],
    ],
  )
  const ssh = await readSyslog(source(), { service: 'sshd' }, signal)
  assert.deepEqual(
    ssh.rows.map(({ t }) => t.replace(/^.*?: /, '')),
    ['line 0', 'line 4', 'line 8', 'line 12', 'line 16'],
  )
  assert.equal((await readSyslog(source(), { since: '2026-02-02' }, signal)).total, 0)
})

test('a node without a journal says so, and no cursor of this journal is refused', { skip }, async () => {
  const none = { host: host(), directory: join(directory, 'none') }
  await assert.rejects(readJournal(none, { lastentries: 3 }, signal), /there is no journal on this node/)
  await assert.rejects(readSyslog(none, {}, signal), /there is no journal on this node/)
  await assert.rejects(readJournal(source(), { startcursor: 's=12' }, signal), /cannot read the journal: /)
})
