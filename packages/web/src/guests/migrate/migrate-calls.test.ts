import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrateCalls } from './migrate-calls.ts'
import { finalObstacles, readPreflight } from './preflight-answer.ts'

const vm = { node: 'a', vmid: 100, kind: 'qemu' } as const
const values = { target: 'b', storages: {}, limit: '', timeout: '', force: false }
const answer = {
  running: 1,
  allowed_nodes: ['b'],
  not_allowed_nodes: {
    c: { unavailable_storages: ['fast'] },
    d: { unavailable_storages: ['fast', 'san'] },
    e: { unavailable_resources: ['pci/gpu'] },
    f: { reason: "node 'f' is not online" },
  },
  local_disks: [
    { volid: 'fast:vm-100-disk-0', size: 1024, cdrom: 0, is_unused: 0 },
    { volid: 'fast:vm-100-disk-1', size: 1024, cdrom: 0, is_unused: 1 },
    { volid: 'local:iso/debian.iso', size: 5, cdrom: 1, is_unused: 0 },
  ],
  local_resources: ['hostpci0'],
  'mapped-resources': [],
  'mapped-resource-info': {},
  'has-dbus-vmstate': 0,
} as const
const preflight = readPreflight(answer as unknown as Parameters<typeof readPreflight>[0])
const body = (change: Partial<typeof values> & { storages?: Record<string, string> }, guest: Parameters<typeof migrateCalls>[0] = vm) =>
  migrateCalls(guest, { ...values, ...change }, preflight)[0]?.request.body

test('a running VM goes while it runs, and takes its local disks along', () => {
  assert.deepEqual(body({}), { target: 'b', online: true, 'with-local-disks': true })
})

test('disks go where it was chosen, and the limit is sent in KiB', () => {
  assert.deepEqual(body({ storages: { fast: 'slow' }, limit: '1.5', force: true }), {
    target: 'b',
    online: true,
    'with-local-disks': true,
    targetstorage: 'fast:slow',
    bwlimit: 1536,
    force: true,
  })
  assert.equal(body({ storages: { fast: 'fast' } })?.targetstorage, undefined)
})

test('a running container is restarted, with parameters of its own names', () => {
  assert.deepEqual(body({ storages: { fast: 'slow' } }, { ...vm, kind: 'lxc' }), {
    target: 'b',
    restart: true,
    'target-storage': 'fast:slow',
  })
})

test('how long a container has to shut down is sent only where it runs', () => {
  const values = { target: 'b', storages: {}, limit: '', timeout: '20', force: false }
  const container = { ...vm, kind: 'lxc' } as const
  assert.deepEqual(migrateCalls(container, values, preflight)[0]?.request.body, { target: 'b', restart: true, timeout: 20 })
  assert.deepEqual(migrateCalls(container, values, { ...preflight, running: false })[0]?.request.body, { target: 'b' })
})

test('without a target nothing is sent', () => {
  assert.deepEqual(migrateCalls(vm, { ...values, target: undefined }, preflight), [])
})

test('a missing storage stands against a node only where no other can take its disks', () => {
  assert.equal(finalObstacles(preflight, 'b'), undefined)
  assert.equal(finalObstacles(preflight, 'c'), undefined)
  assert.deepEqual(finalObstacles(preflight, 'd')?.unavailable_storages, ['san'])
  assert.deepEqual(finalObstacles(preflight, 'e')?.unavailable_resources, ['pci/gpu'])
  assert.equal(finalObstacles(preflight, 'f')?.reason, "node 'f' is not online")
})
