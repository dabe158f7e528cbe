import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nodeStandings, type HubValue } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import { GuestIndex } from '@quorate/guest'
import { MemoryStore } from '@quorate/testing'
import { resourceRows, type ResourceServices } from './resource-rows.ts'

const now = 2_000_000
const gibibyte = 2 ** 30

function hubOf(...all: readonly HubValue[]): ResourceServices['hub'] {
  return { values: kind => new Map(all.filter(value => value.kind === kind).map(value => [value.id, value])) }
}

const member = (name: string, online: boolean, since: number): HubValue => ({
  kind: 'member',
  id: name,
  path: `/nodes/${name}`,
  data: { nodeId: 1, online, since },
})
const node = (name: string): HubValue => ({
  kind: 'node',
  id: name,
  path: `/nodes/${name}`,
  data: { cpu: 0.25, maxcpu: 8, mem: gibibyte, maxmem: 4 * gibibyte, disk: 1, maxdisk: 2, uptime: 500 },
})
const guest = (vmid: number, name: string, status: string): HubValue[] => [
  { kind: 'guest', id: String(vmid), path: `/vms/${vmid}`, data: { node: name, status, since: now - 1000 } },
  { kind: 'metrics', id: String(vmid), path: `/vms/${vmid}`, data: { cpu: 0.5, mem: gibibyte } },
]

function servicesOf(hub: ResourceServices['hub'], own: string): ResourceServices {
  const store = new MemoryStore({
    'nodes/n1/qemu-server/100.conf': 'name: here\n',
    'nodes/n2/qemu-server/101.conf': 'name: there\n',
    'nodes/n2/lxc/102.conf': 'hostname: quiet\n',
    'nodes/n3/lxc/103.conf': 'hostname: unheard\n',
    'nodes/former/qemu-server/104.conf': 'name: orphan\n',
  })
  return {
    hub,
    guests: new GuestIndex(store),
    nodes: () => nodeStandings(hub, own, now),
    storageRows: async () => [],
    pools: () => new Map([['lab', { vms: new Set([101]) }]]),
    now: () => now,
  }
}

const root = { may: () => true } as Pick<Call, 'may'> as Call
type Row = Record<string, unknown>
const rowsOf = async (services: ResourceServices, call = root) =>
  new Map(((await resourceRows(services, call, undefined)) as Row[]).map(row => [row.id, row]))

const present = hubOf(
  member('n1', true, now - 900),
  member('n2', false, now - 180),
  member('n3', false, now - 50),
  node('n1'),
  node('n2'),
  ...guest(100, 'n1', 'running'),
  ...guest(101, 'n2', 'running'),
  ...guest(102, 'n2', 'stopped'),
)

test('guests and the node itself keep their last values with their age while it is down', async () => {
  const rows = await rowsOf(servicesOf(present, 'n1'))
  const { age: _age, status: _status, ...values } = rows.get('node/n2') ?? {}
  const { status: _online, ...same } = rows.get('node/n1') ?? {}
  assert.deepEqual({ ...values, id: 'node/n1', node: 'n1' }, same)
  const shown = (id: string, ...keys: string[]) => keys.map(key => rows.get(id)?.[key])
  assert.deepEqual(shown('node/n1', 'status', 'age'), ['online', undefined])
  assert.deepEqual(shown('node/n2', 'status', 'age', 'maxcpu'), ['offline', 180, 8])
  assert.deepEqual(shown('node/n3', 'status', 'age', 'maxcpu'), ['offline', 50, undefined])
  const guestKeys = ['status', 'laststatus', 'age', 'cpu', 'uptime', 'pool']
  assert.deepEqual(shown('qemu/100', ...guestKeys), ['running', undefined, undefined, 0.5, 1000, undefined])
  assert.deepEqual(shown('qemu/101', ...guestKeys), ['unknown', 'running', 180, 0.5, 820, 'lab'])
  assert.deepEqual(shown('lxc/102', ...guestKeys), ['unknown', 'stopped', 180, 0, 0, undefined])
})

test('of what was never heard of nothing is made up, and a guest of a node that is no member is unknown', async () => {
  const rows = await rowsOf(servicesOf(present, 'n1'))
  for (const id of ['lxc/103', 'qemu/104']) {
    const { status, laststatus, age } = rows.get(id) ?? {}
    assert.deepEqual({ status, laststatus, age }, { status: 'unknown', laststatus: undefined, age: undefined }, id)
  }
})

test('a node that sees no other is online to itself', async () => {
  const rows = await rowsOf(servicesOf(hubOf(member('n1', false, now), member('n2', false, now), ...guest(100, 'n1', 'running')), 'n1'))
  assert.deepEqual([rows.get('node/n1')?.status, rows.get('qemu/100')?.status], ['online', 'running'])
})

test('alone on one machine there is this node only', async () => {
  const rows = await rowsOf(servicesOf(hubOf(...guest(100, 'n1', 'running')), 'n1'))
  assert.deepEqual(
    [...rows.keys()].filter(id => String(id).startsWith('node/')),
    ['node/n1'],
  )
  assert.equal(rows.get('qemu/100')?.status, 'running')
})

test('who may not look at a node sees that it is down, and not what it used', async () => {
  const rows = await rowsOf(servicesOf(present, 'n1'), { may: () => false } as Pick<Call, 'may'> as Call)
  assert.deepEqual(
    [...rows.values()],
    [
      { id: 'node/n1', type: 'node', node: 'n1', status: 'online', level: '' },
      { id: 'node/n2', type: 'node', node: 'n2', status: 'offline', level: '' },
      { id: 'node/n3', type: 'node', node: 'n3', status: 'offline', level: '' },
    ],
  )
})
