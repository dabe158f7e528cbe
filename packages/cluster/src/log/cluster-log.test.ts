import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { HubValue } from '../event-hub.ts'
import { ClusterLog, linesPerFile, sharedLines } from './cluster-log.ts'
import { readClusterLog } from './read-cluster-log.ts'

function arrange(t: { after(undo: () => void): void }) {
  const state = mkdtempSync(join(tmpdir(), 'quorate-log-'))
  t.after(() => rmSync(state, { recursive: true }))
  const root = { state, node: 'pve' }
  const published: HubValue[] = []
  const kinds = new Map<HubValue['kind'], Map<string, HubValue>>()
  const values = (kind: HubValue['kind']) => kinds.get(kind) ?? new Map<string, HubValue>()
  const publish = (all: readonly HubValue[]) => {
    published.push(...all)
    for (const value of all) {
      if (!kinds.has(value.kind)) kinds.set(value.kind, new Map())
      if (value.data === null) values(value.kind).delete(value.id)
      else values(value.kind).set(value.id, value)
    }
  }
  const hub = { values, publish }
  const notices: string[] = []
  const clock = { ms: 1_000_000 }
  const open = (name: string, node = 'pve') =>
    new ClusterLog({ root: { ...root, node }, name, hub, now: () => clock.ms, notice: text => notices.push(text) })
  return { root, hub, published, notices, clock, open, folder: join(state, 'cluster-log') }
}

test('lines of all writers come newest first, and stay over a restart', t => {
  const { root, hub, clock, open, published, folder } = arrange(t)
  assert.deepEqual(readClusterLog(root, hub), [])
  const [daemon, runner] = [open('daemon'), open('runner')]
  daemon.write({ pri: 6, user: 'ann@pve', msg: 'one' })
  daemon.write({ pri: 3, user: '', msg: 'two\nlines\u001b[31m' })
  clock.ms += 1000
  runner.write({ pri: 6, user: 'root@pam', msg: 'three' })
  clock.ms += 1000
  open('daemon').write({ pri: 4, user: '', msg: 'four' })
  const entries = readClusterLog(root, hub)
  assert.deepEqual(
    entries.map(({ id, msg, pri, time }) => [id, msg, pri, time]),
    [
      ['3:pve/daemon', 'four', 4, 1002],
      ['1:pve/runner', 'three', 6, 1001],
      ['2:pve/daemon', 'two lines [31m', 3, 1000],
      ['1:pve/daemon', 'one', 6, 1000],
    ],
  )
  assert.deepEqual(
    published.map(({ kind, id, path }) => `${kind} ${id} ${path}`),
    ['1:pve/daemon', '2:pve/daemon', '1:pve/runner', '1:pve/daemon', '2:pve/daemon', '3:pve/daemon'].map(id => `log ${id} /`),
  )
  assert.deepEqual(published.at(-1)?.data, entries[0])
  for (const name of readdirSync(folder)) assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600)
})

test('it is bounded, and a line that was cut short by a power failure spoils no other', t => {
  const { root, hub, open, folder } = arrange(t)
  const log = open('daemon')
  for (let line = 0; line < 3 * linesPerFile + 10; line += 1) log.write({ pri: 6, user: '', msg: `line ${line}` })
  appendFileSync(join(folder, 'daemon.jsonl'), '\n{"uid":15')
  open('daemon').write({ pri: 6, user: '', msg: 'after' })
  const entries = readClusterLog(root, hub)
  assert.equal(entries.length, linesPerFile + 11)
  assert.deepEqual(
    entries.slice(0, 2).map(({ msg }) => msg),
    ['after', `line ${3 * linesPerFile + 9}`],
  )
  assert.equal(entries[0]?.uid, 3 * linesPerFile + 11)
})

test('of a cluster every node shows the same lines: the newest of each writer, from its disk and from the others', t => {
  const { root, hub, clock, open } = arrange(t)
  const own = open('daemon')
  for (let line = 1; line <= sharedLines + 5; line += 1) own.write({ pri: 6, user: '', msg: `own ${line}` })
  assert.equal(hub.values('log').size, sharedLines)
  assert.equal(readClusterLog(root, hub).length, sharedLines + 5)
  clock.ms += 1000
  const told = { uid: 7, id: '7:b/runner', time: clock.ms / 1000, node: 'b', pid: 1, pri: 6, tag: 'pvedaemon', user: '', msg: 'theirs' }
  hub.publish([
    { kind: 'log', id: told.id, path: '/', data: told },
    ...['pve', 'b'].map((id): HubValue => ({ kind: 'member', id, path: `/nodes/${id}`, data: { nodeId: 1, online: true, since: 0 } })),
  ])
  const shown = readClusterLog(root, hub)
  assert.equal(shown.length, sharedLines + 1)
  assert.deepEqual([shown[0]?.msg, shown[1]?.msg, shown.at(-1)?.msg], ['theirs', `own ${sharedLines + 5}`, 'own 6'])
  const restarted = new Map<string, HubValue>()
  const later = { publish: (all: readonly HubValue[]) => all.forEach(value => restarted.set(value.id, value)) }
  void new ClusterLog({ root, name: 'daemon', hub: later, now: () => clock.ms, notice: () => undefined })
  assert.deepEqual(
    [...restarted.values()].map(({ data }) => data),
    [...hub.values('log').values()].slice(0, -1).map(({ data }) => data),
  )
})

test('what cannot be written is told, and stops nobody', t => {
  const { open, folder, notices } = arrange(t)
  const log = open('daemon')
  rmSync(folder, { recursive: true })
  log.write({ pri: 6, user: '', msg: 'lost' })
  assert.match(notices[0] ?? '', /the cluster log was not written: /)
})
