import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { allEndpoints, type EndpointSpec } from '@quorate/contract'
import { Product } from '../product.ts'
import { sendCall } from './send-call.ts'
import { stateOf } from './state-of.ts'
import { validCall } from './valid-call.ts'

const product = new Product()
const visitor = new Product()
const nobody = new Product()
const secret = 'nobodys-password'
/** Names that exist, and of users another than the caller. */
const known = {
  userid: ['bob@pve'],
  authid: ['bob@pve'],
  username: ['bob@pve'],
  tokenid: ['ci'],
  roleid: ['Own'],
  poolid: ['own'],
  groupid: ['own'],
  storage: ['local'],
  volume: ['local:iso/there.iso'],
  node: ['pve'],
  vmid: [100],
  newid: [101],
  path: ['/vms/100'],
  snapname: ['first'],
  id: ['own'],
  'pci-id-or-mapping': ['own'],
}

before(async () => {
  await product.start()
  await product.login()
  for (const userid of ['nobody@pve', 'bob@pve']) await product.ok('POST', '/access/users', { userid, password: secret })
  await product.ok('POST', '/access/users/bob@pve/token/ci', {})
  await product.ok('POST', '/access/roles', { roleid: 'Own', privs: 'VM.Audit' })
  await product.ok('POST', '/access/groups', { groupid: 'own' })
  await product.ok('POST', '/pools', { poolid: 'own' })
  const vm = { vmid: 100, kvm: 0, memory: 32, agent: 1, vga: 'qxl', serial0: 'socket', ide2: 'local:cloudinit' }
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { ...vm, scsi0: 'local:0.0625,format=qcow2' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/snapshot', { snapname: 'first' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/status/start'), 'OK')
  await product.ok('POST', '/cluster/mapping/pci', { id: 'own', map: 'node=pve,path=0000:00:01.0,id=1af4:1045' })
  await product.ok('POST', '/cluster/mapping/usb', { id: 'own', map: 'node=pve,path=1-4,id=1af4:1045' })
  await product.ok('POST', '/cluster/mapping/dir', { id: 'own', map: 'node=pve,path=/srv' })
  for (const other of [visitor, nobody]) other.port = product.port
  await nobody.login('nobody@pve', secret)
})

after(async () => {
  await product.destroy()
  for (const other of [visitor, nobody]) await other.destroy()
})

interface Unexpected {
  readonly call: string
  readonly answered: string
}

/** Calls every method once, and says which answered otherwise than expected. */
async function callAll(as: Product, expected: (spec: EndpointSpec, status: number, data: unknown) => boolean): Promise<Unexpected[]> {
  using state = stateOf(product.root, product.node)
  const root = product.root
  const before = { revision: state.revision(), files: state.files() }
  const unexpected: Unexpected[] = []
  const upid = (await product.ok('GET', '/nodes/pve/tasks'))[0].upid
  for (const spec of await allEndpoints()) {
    if (spec.path === '/access/ticket' || spec.transport === 'events') continue
    const call = validCall(spec, { ...known, upid: [upid] })
    const { status, reason, data, errors } = await sendCall(as, call)
    if (!expected(spec, status, data)) {
      unexpected.push({
        call: `${spec.method} ${call.path}`,
        answered: `${status} ${reason} ${JSON.stringify(errors ?? data).slice(0, 200)}`,
      })
    }
    assert.equal(state.revision(), before.revision, `${spec.method} ${spec.path} changed the config tree of ${root}`)
  }
  assert.deepEqual(state.files(), before.files)
  return unexpected
}

test('without credentials every method answers 401, but for those open to the world', async () => {
  const unexpected = await callAll(visitor, (spec, status) => {
    if (spec.permission?.kind === 'world') return [200, 401, 501].includes(status)
    return spec.transport === 'websocket' ? status === 400 : status === 401
  })
  assert.deepEqual(unexpected, [])
})

/** Answers of methods for any user that say nothing about this installation's objects. */
const forAnybody = new Set([
  'GET /access/domains',
  'GET /access/roles',
  'GET /access/roles/{roleid}',
  'GET /cluster/nextid',
  'GET /nodes/{node}/capabilities/qemu/cpu',
  'GET /nodes/{node}/capabilities/qemu/cpu-flags',
  'GET /nodes/{node}/capabilities/qemu/machines',
])
/** Rows of these show only that the node is there, and the caller himself. */
const bare = new Set([
  'GET /access/preferences',
  'GET /cluster/inventory',
  'GET /cluster/log',
  'GET /cluster/resources',
  'GET /nodes',
  'GET /access/users',
  'GET /nodes/{node}/version',
  'GET /version',
])

test('a user without any privilege gets 403, or nothing, from every method, and changes nothing', async () => {
  const unexpected = await callAll(nobody, (spec, status, data) => {
    const name = `${spec.method} ${spec.path}`
    if (status === 403 || status === 501) return true
    if (spec.transport === 'websocket') return status === 400
    if (name === 'POST /access/vncticket') return status === 401
    // His own session and his own preferences, which the text of this call is none of.
    if (spec.path === '/access/session') return status === 200
    if (name === 'PUT /access/preferences') return status === 400
    if (status !== 200 || spec.method !== 'GET') return false
    return spec.index === true || forAnybody.has(name) || bare.has(name) || ['[]', '{}'].includes(JSON.stringify(data))
  })
  assert.deepEqual(unexpected, [])
})

test('rows that anybody sees name no guest, storage or user of others', async () => {
  const resources = await nobody.ok('GET', '/cluster/resources')
  assert.deepEqual(Object.keys(resources[0]).toSorted(), ['id', 'level', 'node', 'status', 'type'])
  assert.deepEqual(
    resources.map((row: { id: string }) => row.id),
    ['node/pve'],
  )
  const { guests, others } = await nobody.ok('GET', '/cluster/inventory')
  assert.deepEqual(new Set(Object.values(guests).flat()), new Set())
  assert.deepEqual(
    others.map((row: { id: string }) => row.id),
    ['node/pve'],
  )
  assert.deepEqual(
    (await nobody.ok('GET', '/access/users')).map((row: { userid: string }) => row.userid),
    ['nobody@pve'],
  )
  const log: { user: string }[] = await nobody.ok('GET', '/cluster/log')
  assert.deepEqual([...new Set(log.map(({ user }) => user))], ['nobody@pve'])
})

test('a WebSocket and an event stream need a login too', async () => {
  const { status } = await visitor.api('GET', '/cluster/events')
  assert.equal(status, 401)
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-protocol': 'binary',
  }
  const path = '/nodes/pve/qemu/100/vncwebsocket?port=5900&vncticket=PVEVNC:1::x'
  assert.equal((await visitor.api('GET', path, undefined, handshake)).status, 401)
  assert.equal((await nobody.api('GET', path, undefined, handshake)).status, 403)
})
