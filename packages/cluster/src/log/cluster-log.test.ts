import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { HubValue } from '../event-hub.ts'
import { ClusterLog, linesPerFile, readClusterLog } from './cluster-log.ts'

function arrange(t: { after(undo: () => void): void }) {
  const state = mkdtempSync(join(tmpdir(), 'quorate-log-'))
  t.after(() => rmSync(state, { recursive: true }))
  const root = { state, node: 'pve' }
  const published: HubValue[] = []
  const notices: string[] = []
  const clock = { ms: 1_000_000 }
  const open = (name: string) => {
    const hub = { publish: (values: readonly HubValue[]) => void published.push(...values) }
    return new ClusterLog({ root, name, hub, now: () => clock.ms, notice: text => notices.push(text) })
  }
  return { root, published, notices, clock, open, folder: join(state, 'cluster-log') }
}

test('lines of all writers come newest first, and stay over a restart', t => {
  const { root, clock, open, published, folder } = arrange(t)
  assert.deepEqual(readClusterLog(root), [])
  const [daemon, runner] = [open('daemon'), open('runner')]
  daemon.write({ pri: 6, user: 'ann@pve', msg: 'one' })
  daemon.write({ pri: 3, user: '', msg: 'two\nlines\u001b[31m' })
  clock.ms += 1000
  runner.write({ pri: 6, user: 'root@pam', msg: 'three' })
  clock.ms += 1000
  open('daemon').write({ pri: 4, user: '', msg: 'four' })
  const entries = readClusterLog(root)
  assert.deepEqual(
    entries.map(({ id, msg, pri, time }) => [id, msg, pri, time]),
    [
      ['3:pve/daemon', 'four', 4, 1002],
      ['1:pve/runner', 'three', 6, 1001],
      ['2:pve/daemon', 'two lines [31m', 3, 1000],
      ['1:pve/daemon', 'one', 6, 1000],
    ],
  )
  assert.deepEqual(published.map(({ kind, id, path }) => `${kind} ${id} ${path}`).slice(2), ['log pve/runner /', 'log pve/daemon /'])
  assert.deepEqual(published.at(-1)?.data, entries[0])
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
})

test('it is bounded, and a line that was cut short by a power failure spoils no other', t => {
  const { root, open, folder } = arrange(t)
  const log = open('daemon')
  for (let line = 0; line < 3 * linesPerFile + 10; line += 1) log.write({ pri: 6, user: '', msg: `line ${line}` })
  appendFileSync(join(folder, 'daemon.jsonl'), '\n{"uid":15')
  open('daemon').write({ pri: 6, user: '', msg: 'after' })
  const entries = readClusterLog(root)
  assert.equal(entries.length, linesPerFile + 11)
  assert.deepEqual(
    entries.slice(0, 2).map(({ msg }) => msg),
    ['after', `line ${3 * linesPerFile + 9}`],
  )
  assert.equal(entries[0]?.uid, 3 * linesPerFile + 11)
})

test('what cannot be written is told, and stops nobody', t => {
  const { open, folder, notices } = arrange(t)
  const log = open('daemon')
  rmSync(folder, { recursive: true })
  log.write({ pri: 6, user: '', msg: 'lost' })
  assert.match(notices[0] ?? '', /the cluster log was not written: /)
})
