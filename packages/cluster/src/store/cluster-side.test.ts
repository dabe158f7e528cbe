import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { HubEvent, HubValue } from '../event-hub.ts'
import { HubReplica } from '../client/hub-replica.ts'
import { nodeStandings } from '../node-standings.ts'
import { ClusterSide, type SideSequencer } from './cluster-side.ts'
import { Hub } from './hub.ts'

const confOf = (nodes: number) =>
  `totem {\n  version: 2\n  cluster_name: lab\n  config_version: 1\n}\nnodelist {\n${Array.from(
    { length: nodes },
    (_, at) => `  node {\n    name: n${at + 1}\n    nodeid: ${at + 1}\n    quorum_votes: 1\n    ring0_addr: 192.0.2.${at + 1}\n  }\n`,
  ).join('')}}\nquorum {\n  provider: corosync_votequorum\n}\n`

/** Stores of several nodes that hear each other at once; time stands still but for `bench.clock`. */
function bench(t: TestContext, count = 3) {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const clock = { ms: 1_000_000_000 }
  const view = new Set<number>()
  const nodes = new Map<number, ReturnType<typeof start>>()
  function start(nodeId: number) {
    const events: HubEvent[] = []
    const hub = new Hub(all => events.push(...all))
    const sequencer: SideSequencer = {
      nodeId,
      get view() {
        return view.has(nodeId) ? view : new Set<number>()
      },
      quorate: true,
      phase: 'member',
      tell(value) {
        const wire = JSON.stringify(value)
        for (const to of view) nodes.get(to)?.side.take(nodeId, JSON.parse(wire))
      },
      onApplied: () => undefined,
      nodesAre: () => undefined,
    }
    const tree = { find: () => ({ ino: 1 }) as never, content: () => Buffer.from(confOf(count)) as never }
    return { hub, events, side: new ClusterSide(hub, tree, sequencer, () => clock.ms) }
  }
  const settle = () => t.mock.timers.tick(50)
  const node = (id: number) => nodes.get(id) ?? assert.fail(`n${id} is off`)
  const changed = () => {
    for (const id of view) nodes.get(id)?.side.look()
    settle()
  }
  const on = (...ids: number[]) => {
    for (const id of ids) {
      nodes.set(id, start(id))
      view.add(id)
    }
    changed()
  }
  const off = (...ids: number[]) => {
    for (const id of ids) {
      nodes.get(id)?.side.close()
      nodes.delete(id)
      view.delete(id)
    }
    changed()
  }
  const publish = (id: number, ...values: HubValue[]) => {
    node(id).hub.publish(values, undefined)
    settle()
  }
  const statusOf = (id: number, vmid: number) => node(id).hub.state.values('guest').get(String(vmid))?.data
  const standing = (id: number, of: string) => nodeStandings(node(id).hub.state, `n${id}`, clock.ms / 1000).get(of)
  return { clock, node, on, off, publish, statusOf, standing, tick: (ms: number) => t.mock.timers.tick(ms) }
}

const guest = (vmid: number, node: string, status = 'running'): HubValue => ({
  kind: 'guest',
  id: String(vmid),
  path: `/vms/${vmid}`,
  data: { node, status },
})

test('what a node publishes is known to all, and stays known with its age after the node went down', t => {
  const b = bench(t)
  b.on(1, 2, 3)
  b.publish(2, guest(100, 'n2'))
  for (const id of [1, 2, 3]) assert.deepEqual(b.statusOf(id, 100), { node: 'n2', status: 'running' })
  b.off(2)
  b.clock.ms += 180_000
  b.tick(60_000)
  for (const id of [1, 3]) {
    assert.deepEqual(b.statusOf(id, 100), { node: 'n2', status: 'running' })
    assert.deepEqual(b.standing(id, 'n2'), { online: false, since: 1_000_000, age: 180 })
    assert.deepEqual(b.standing(id, `n${id}`)?.online, true)
  }
})

test('details stay on the node that publishes them, for all of its processes', t => {
  const b = bench(t)
  b.on(1, 2)
  const value = { kind: 'metrics', id: '100', path: '/vms/100', data: { cpu: 1 } } as const
  b.publish(1, { ...value, here: { disks: 'many' } })
  assert.deepEqual(b.node(1).hub.state.values('metrics').get('100'), { ...value, here: { disks: 'many' } })
  assert.deepEqual(b.node(2).hub.state.values('metrics').get('100'), value)
  b.on(3)
  assert.deepEqual(b.node(3).hub.state.values('metrics').get('100'), value)
})

test('a node that starts learns of the one that is down what the others know, and since when it is', t => {
  const b = bench(t)
  b.on(1, 2, 3)
  b.publish(2, guest(100, 'n2'), guest(101, 'n2'))
  b.off(2)
  b.clock.ms += 60_000
  b.off(3)
  b.on(3)
  assert.deepEqual(b.statusOf(3, 100), { node: 'n2', status: 'running' })
  assert.equal(b.standing(3, 'n2')?.age, 60)
  b.publish(1, guest(100, 'n1', 'stopped'))
  b.off(3)
  b.on(3)
  assert.deepEqual(b.statusOf(3, 100), { node: 'n1', status: 'stopped' })
  assert.deepEqual(b.statusOf(3, 101), { node: 'n2', status: 'running' })
})

test('a node that returns makes no events for what is as it was, and what it does not publish again is gone after a while', t => {
  const b = bench(t)
  b.on(1, 2)
  b.publish(2, guest(100, 'n2'), guest(101, 'n2'))
  b.off(2)
  b.node(1).events.length = 0
  b.on(2)
  b.publish(2, guest(100, 'n2'))
  assert.deepEqual(
    b.node(1).events.map(({ kind, id }) => `${kind} ${id}`),
    ['member n2'],
  )
  b.tick(121_000)
  assert.deepEqual([b.statusOf(1, 100) !== undefined, b.statusOf(1, 101)], [true, undefined])
})

test('a node that returns for a moment only leaves its last known values', t => {
  const b = bench(t)
  b.on(1, 2)
  b.publish(2, guest(100, 'n2'))
  b.off(2)
  b.on(2)
  b.off(2)
  b.tick(121_000)
  assert.deepEqual(b.statusOf(1, 100), { node: 'n2', status: 'running' })
})

test('a guest that moved is what its new node says, also when the old one publishes all again', t => {
  const b = bench(t)
  b.on(1, 2)
  const sent: (readonly HubValue[])[] = []
  const replica = new HubReplica(values => {
    sent.push(values)
    b.publish(1, ...values)
  })
  replica.load(b.node(1).hub.state.snapshot())
  replica.publish([guest(100, 'n1'), guest(101, 'n1')])
  b.publish(2, guest(100, 'n2'))
  replica.receive(b.node(1).events)
  replica.publish([{ ...guest(100, 'n1'), data: null }])
  for (const id of [1, 2]) assert.deepEqual(b.statusOf(id, 100), { node: 'n2', status: 'running' })
  replica.load(b.node(1).hub.state.snapshot())
  assert.deepEqual(
    sent.at(-1)?.map(({ id }) => id),
    ['101'],
  )
})
