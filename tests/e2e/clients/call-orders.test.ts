/** The orders in which well-known clients call: what one of them needs first must be there. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, Product } from '../../product.ts'
import { form, json, rootToken, send, type RawAnswer, type RawRequest } from './raw-http.ts'

const product = new Product()
const node = `/nodes/${product.node}`
let token: { authorization: string }

/** A client with its own credentials, which sends forms. */
function client(headers: Readonly<Record<string, string>>) {
  const call = async (method: string, path: string, request: RawRequest = {}): Promise<RawAnswer> =>
    await send(product, method, `/api2/json${path}`, { ...request, headers: { ...headers, ...request.headers } })
  return {
    call,
    async data(method: string, path: string, fields?: Readonly<Record<string, string>>) {
      const body = fields && new URLSearchParams(fields).toString()
      const answer = await call(method, path, body === undefined ? {} : { body, headers: form })
      assert.equal(answer.status, 200, `${method} ${path}: ${answer.reason}`)
      return answer.json.data
    },
  }
}

type Client = ReturnType<typeof client>

async function taskLoop({ data }: Client, upid: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { status, exitstatus } = await data('GET', `${node}/tasks/${encodeURIComponent(upid)}/status`)
    if (status !== 'running') return assert.equal(exitstatus, 'OK')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  assert.fail(`task did not end: ${upid}`)
}

before(async () => {
  await product.start()
  await product.login()
  token = await rootToken(product, 'orders')
  const template = {
    vmid: 900,
    name: 'template',
    memory: 64,
    kvm: 0,
    scsi0: 'local:1,format=qcow2',
    agent: 'enabled=1',
    ide2: 'local:cloudinit',
  }
  const made = await product.task('POST', `${node}/qemu`, template)
  assert.equal(made, 'OK')
  assert.equal(await product.task('POST', `${node}/qemu/900/template`), 'OK')
})
after(() => product.destroy())

test('Terraform (bpg): clone a template, configure, grow, start, watch, destroy', async () => {
  const bpg = client({ ...token, accept: 'application/json' })
  const { version, release } = await bpg.data('GET', '/version')
  assert.match(version, /^\d+\.\d+/)
  assert.ok(release)
  assert.ok((await bpg.data('GET', '/cluster/resources?type=vm')).some((row: { vmid: number }) => row.vmid === 900))
  const missing = await bpg.call('GET', `${node}/qemu/110/status/current`)
  assert.match(missing.reason, /does not exist/)
  const nextid = await bpg.data('GET', '/cluster/nextid?vmid=110')
  assert.equal(nextid, '110')
  await taskLoop(bpg, await bpg.data('POST', `${node}/qemu/900/clone`, { newid: '110', name: 'bpg', full: '1', storage: 'local' }))
  const before = await bpg.data('GET', `${node}/qemu/110/config`)
  assert.equal(before.template, undefined)
  const change = {
    cores: '2',
    memory: '96',
    net0: 'virtio',
    ipconfig0: 'ip=dhcp',
    tags: 'terraform',
    delete: 'description',
    onboot: '1',
    startup: 'order=2,up=5',
  }
  assert.equal(await bpg.data('PUT', `${node}/qemu/110/config`, change), null)
  await taskLoop(bpg, await bpg.data('PUT', `${node}/qemu/110/resize`, { disk: 'scsi0', size: '2G' }))
  await taskLoop(bpg, await bpg.data('POST', `${node}/qemu/110/status/start`))
  const current = await bpg.data('GET', `${node}/qemu/110/status/current`)
  assert.deepEqual([current.status, current.vmid, current.tags, current.agent], ['running', 110, 'terraform', 1])
  const agent = await bpg.call('GET', `${node}/qemu/110/agent/network-get-interfaces`)
  assert.equal(agent.status, 500, agent.reason)
  assert.match(agent.reason, /guest agent is not running/i)
  const config = await bpg.data('GET', `${node}/qemu/110/config`)
  assert.deepEqual([config.cores, config.memory, config.onboot], [2, '96', 1])
  assert.match(config.scsi0, /size=2G/)
  assert.equal(config.startup, 'order=2,up=5')
  await taskLoop(bpg, await bpg.data('POST', `${node}/qemu/110/status/stop`))
  await taskLoop(bpg, await bpg.data('DELETE', `${node}/qemu/110?destroy-unreferenced-disks=1&purge=1`))
  const gone = await bpg.call('GET', `${node}/qemu/110/config`)
  assert.equal(gone.status, 500)
  assert.match(`${gone.reason} ${gone.json.message}`, /does not exist.*does not exist/)
})

test('Telmate, Packer (proxmox-api-go): ticket as Authorization, permissions first, numbers as numbers', async t => {
  const { ticket, CSRFPreventionToken } = await client({}).data('POST', '/access/ticket', { username: 'root@pam', password })
  const telmate = client({ authorization: `PVEAuthCookie=${ticket}`, CSRFPreventionToken })
  const permissions = await telmate.data('GET', '/access/permissions?path=/')
  for (const name of ['VM.Allocate', 'VM.Clone', 'Datastore.AllocateSpace', 'SDN.Use']) assert.equal(permissions['/'][name], 1, name)
  const resources = await telmate.data('GET', '/cluster/resources?type=vm')
  const numbers = [
    'vmid',
    'template',
    'maxcpu',
    'maxmem',
    'maxdisk',
    'cpu',
    'mem',
    'disk',
    'uptime',
    'netin',
    'netout',
    'diskread',
    'diskwrite',
  ]
  for (const row of resources) for (const name of numbers) assert.equal(typeof row[name], 'number', name)
  await taskLoop(telmate, await telmate.data('POST', `${node}/qemu/900/clone`, { newid: '111', name: 'telmate', full: '1' }))
  const ha = await telmate.call('GET', '/cluster/ha/resources/111')
  assert.notEqual(ha.status, 200)
  const volume = await telmate.data('POST', `${node}/storage/local/content`, {
    vmid: '9999',
    filename: 'vm-9999-csi.raw',
    size: '1M',
    format: 'raw',
  })
  assert.equal(volume, 'local:9999/vm-9999-csi.raw')
  const [row] = await telmate.data('GET', `${node}/storage/local/content?vmid=9999`)
  assert.deepEqual([row.volid, row.size, row.format], [volume, 2 ** 20, 'raw'])
  assert.equal(await telmate.data('PUT', `${node}/qemu/111/config`, { scsi1: `${volume},backup=0` }), null)
  assert.equal(await telmate.data('PUT', `${node}/qemu/111/unlink`, { idlist: 'scsi1' }), null)
  await taskLoop(telmate, await telmate.data('DELETE', `${node}/qemu/111?purge=1`))
  const left = (await telmate.data('GET', `${node}/storage/local/content?vmid=9999`)).map((one: { volid: string }) => one.volid)
  assert.deepEqual(left, [volume], 'the volume of another guest outlives the VM that used it')
  const removed = await telmate.data('DELETE', `${node}/storage/local/content/${volume}`)
  if (removed !== null) await taskLoop(telmate, removed)
  if (ha.status === 501) t.diagnostic('the product has no HA yet: its resource was not asked for')
})

test('go-proxmox: JSON with real booleans, and a new login after a 401', async () => {
  const login = await client({}).call('POST', '/access/ticket', { headers: json, body: JSON.stringify({ username: 'root@pam', password }) })
  const { ticket, CSRFPreventionToken } = login.json.data
  const cookie = `PVEAuthCookie=${ticket}`
  const go = client({ cookie, CSRFPreventionToken, ...json })
  const stale = await client({ cookie: cookie.replace(/::.*/, '::AAAA'), ...json }).call('GET', '/version')
  assert.ok([401, 403].includes(stale.status), 'a stale ticket makes it log in again')
  const nextid = (await go.call('GET', '/cluster/nextid')).json.data
  assert.equal(typeof nextid, 'string')
  const created = await go.call('POST', `${node}/qemu`, {
    body: JSON.stringify({ vmid: Number(nextid), name: 'go', memory: 64, kvm: false, onboot: true, start: false, scsi0: 'local:1' }),
  })
  assert.equal(created.status, 200, created.reason)
  await taskLoop(go, created.json.data)
  const config = (await go.call('GET', `${node}/qemu/${nextid}/config`)).json.data
  assert.deepEqual([config.onboot, config.kvm, config.memory], [1, 0, '64'])
  const cloned = await go.call('POST', `${node}/qemu/${nextid}/clone`, { body: JSON.stringify({ newid: 121, full: true }) })
  await taskLoop(go, cloned.json.data)
  const agentless = await go.call('GET', `${node}/qemu/121/agent/get-host-name`)
  assert.notEqual(agentless.status, 200)
  for (const vmid of [nextid, 121]) await taskLoop(go, (await go.call('DELETE', `${node}/qemu/${vmid}`)).json.data)
})

test('prometheus-pve-exporter: rows of known types with numbers only', async () => {
  await product.ok('POST', '/access/users', { userid: 'metrics@pve' })
  await product.ok('PUT', '/access/acl', { path: '/', users: 'metrics@pve', roles: 'PVEAuditor' })
  const { value } = await product.ok('POST', '/access/users/metrics@pve/token/exporter', { privsep: 0 })
  const exporter = client({ authorization: `PVEAPIToken=metrics@pve!exporter=${value}` })
  for (const row of await exporter.data('GET', '/cluster/status')) {
    assert.ok(['cluster', 'node'].includes(row.type), row.type)
    if (row.type === 'node') assert.deepEqual([typeof row.online, typeof row.local, typeof row.nodeid], ['number', 'number', 'number'])
  }
  const rows = await exporter.data('GET', '/cluster/resources')
  const labels = [
    'id',
    'type',
    'node',
    'name',
    'status',
    'level',
    'storage',
    'plugintype',
    'content',
    'pool',
    'tags',
    'hastate',
    'lock',
    'sdn',
    'cgroup-mode',
  ]
  const kinds = new Set<string>()
  for (const row of rows) {
    kinds.add(row.type)
    assert.ok(['node', 'qemu', 'lxc', 'storage', 'pool', 'sdn', 'network'].includes(row.type), row.type)
    assert.ok(row.id.startsWith(row.type) || row.type === 'pool' || row.type === 'network', row.id)
    for (const [name, is] of Object.entries(row))
      if (!labels.includes(name)) assert.ok(typeof is === 'number' || name === 'ssl_fingerprint', name)
  }
  assert.deepEqual([...kinds].toSorted(), ['node', 'qemu', 'storage'])
  assert.match((await exporter.data('GET', '/version')).release, /^\d/)
  for (const { node: name } of await exporter.data('GET', '/nodes')) {
    for (const { vmid } of await exporter.data('GET', `/nodes/${name}/qemu`)) {
      assert.ok([undefined, 0, 1].includes((await exporter.data('GET', `/nodes/${name}/qemu/${vmid}/config`)).onboot))
    }
    assert.deepEqual(await exporter.data('GET', `/nodes/${name}/lxc`), [])
  }
})
