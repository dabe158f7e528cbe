/** Every read method that is built, on a node with something of everything, answers in the shape that clients were written for. */
import assert from 'node:assert/strict'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createConfig } from '@quorate/cluster/corosync-conf'
import { registryServer } from '@quorate/templates/testing/registry'
import { ovfText } from '../../packages/storage/src/testing/ovf-text.ts'
import { busyboxTemplate } from '../guests/container-template.ts'
import { password, Product } from '../product.ts'
import { shapeProblems, type PublishedShape } from './wire-shape.ts'

interface PublishedMethod {
  readonly method: string
  readonly path: string
  readonly parameters: Readonly<Record<string, PublishedShape>>
  readonly returns: PublishedShape
}

const file = `${process.env.QUORATE_REFERENCE ?? '/work/shared'}/api/methods.jsonl`
const skip = existsSync(file) ? false : 'the published list of methods is not on this machine'
const product = new Product()
const node = `/nodes/${product.node}`

/** Clients rely on something else than what the published shape says. */
const exceptions: Readonly<Record<string, RegExp>> = {
  // A text on the wire, and clients parse it.
  'GET /cluster/nextid': /^\(answer\) is no whole number: "\d+"$/,
}

/** What may be refused here, and why: nothing else may. */
const refusals: readonly { readonly path: RegExp; readonly text: RegExp }[] = [
  { path: /./, text: /not implemented/ },
  { path: /websocket$/, text: /WebSocket upgrade/ },
  { path: /\/lxc\/111\/interfaces$/, text: /CT 111 not running/ },
  { path: /\/agent\//, text: /No QEMU guest agent configured|VM \d+ not running/ },
  { path: /\/snapshot\/|\/tfa\/.*\/|\/token\/|\/network\/|\/roles\/|\/tasks\//, text: /does not exist|no such/ },
  { path: /\/import-metadata$/, text: /is no OVA archive and no OVF description/ },
  { path: /\/disks\/smart$/, text: /is no disk of this node/ },
  { path: /\/(?:journal|syslog)$/, text: /there is no journal on this node/ },
  { path: /\/prunebackups$/, text: /no prune-backups options/ },
  { path: /./, text: /Parameter verification failed/ },
]

/** One that runs, with a change that waits, and one that does not. */
async function prepareContainers(): Promise<void> {
  const { path, name } = await busyboxTemplate()
  const cache = join(product.root, 'var/lib/vz/template/cache')
  mkdirSync(cache, { recursive: true })
  copyFileSync(path, join(cache, name))
  const common = { ostemplate: `local:vztmpl/${name}`, ostype: 'unmanaged', rootfs: 'local:0.1', memory: 64, tags: 'a', onboot: 1 }
  assert.equal(await product.task('POST', `${node}/lxc`, { ...common, vmid: 110, mp0: 'local:0.1,mp=/srv', net0: 'name=eth0' }), 'OK')
  assert.equal(await product.task('POST', `${node}/lxc/110/status/start`), 'OK')
  await product.ok('PUT', `${node}/lxc/110/config`, { tty: 1, description: 'one' })
  assert.equal(await product.task('POST', `${node}/lxc`, { ...common, vmid: 111, hostname: 'two' }), 'OK')
}

async function prepare(): Promise<void> {
  const qemu = `${node}/qemu`
  const isos = join(product.root, 'var/lib/vz/template/iso')
  mkdirSync(isos, { recursive: true })
  writeFileSync(join(isos, 'a.iso'), 'x')
  const imports = join(product.root, 'var/lib/vz/import')
  mkdirSync(imports, { recursive: true })
  writeFileSync(join(imports, 'machine.ovf'), ovfText())
  const drives = { scsi0: 'local:0.0625,format=qcow2', ide2: 'local:iso/a.iso,media=cdrom', ide0: 'local:cloudinit' }
  const first = { ...drives, vmid: 100, kvm: 0, memory: 64, serial0: 'socket', net0: 'virtio', tags: 'a;b', onboot: 1, ciuser: 'bob' }
  assert.equal(await product.task('POST', qemu, { ...first, description: 'one\ntwo' }), 'OK')
  assert.equal(await product.task('POST', `${qemu}/100/snapshot`, { snapname: 'first', description: 'before' }), 'OK')
  assert.equal(await product.task('POST', `${qemu}/100/status/start`), 'OK')
  assert.notEqual(await product.task('POST', `${qemu}/100/status/start`), 'OK')
  await product.ok('PUT', `${qemu}/100/config`, { cores: 2, delete: 'serial0' })
  assert.equal(await product.task('POST', qemu, { vmid: 101, scsi0: 'local:0.0625,format=qcow2', virtio1: 'local:0.0625' }), 'OK')
  assert.equal(await product.task('POST', `${qemu}/101/template`), 'OK')
  assert.equal(await product.task('POST', `${qemu}/101/clone`, { newid: 102, name: 'linked' }), 'OK')
  await product.ok('PUT', `${qemu}/102/config`, { delete: 'virtio1', lock: 'backup' })
  await prepareContainers()
  await product.ok('POST', '/pools', { poolid: 'own', comment: 'a pool' })
  await product.ok('PUT', '/pools/own', { vms: '100', storage: 'local' })
  await product.ok('POST', '/access/groups', { groupid: 'ops', comment: 'a group' })
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-password', email: 'a@example.org', groups: 'ops' })
  await product.ok('POST', '/access/roles', { roleid: 'Mine', privs: 'VM.Audit,VM.Console' })
  await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'ann@pve', roles: 'Mine' })
  await product.ok('PUT', '/access/acl', { path: '/pool/own', groups: 'ops', roles: 'PVEVMUser', propagate: 0 })
  await product.ok('POST', '/access/users/ann@pve/token/ci', { comment: 'a token' })
  await product.ok('POST', '/access/tfa/ann@pve', { type: 'recovery', password })
  const links = [{ link: 0, address: '192.0.2.1' }]
  writeFileSync(join(product.root, 'etc/pve/corosync.conf'), createConfig({ name: 'prod', node: { name: product.node, links } }))
  await product.ok('PUT', '/cluster/options', { keyboard: 'de', description: 'all of it', 'next-id': 'lower=100,upper=9999' })
  await product.ok('PUT', `${node}/config`, { description: 'a node' })
  const device = `node=${product.node},id=1af4:1045,path=`
  const more = { description: 'a mapping', mdev: 1, 'live-migration-capable': 1 }
  await product.ok('POST', '/cluster/mapping/pci', { id: 'recovery', map: `${device}0000:00:01.0,iommugroup=1`, ...more })
  await product.ok('POST', '/cluster/mapping/usb', { id: 'recovery', map: `${device}1-4` })
  await product.ok('POST', '/cluster/mapping/dir', { id: 'recovery', map: `node=${product.node},path=${isos}` })
}

before(async () => {
  await product.start()
  await product.login()
  await prepare()
})
after(() => product.destroy())

/** Every way to fill in what stands in braces. */
function pathsOf(path: string, known: Readonly<Record<string, readonly string[]>>): string[] {
  const name = /\{([^}]+)\}/.exec(path)?.[1]
  if (name === undefined) return [path]
  return (known[name] ?? ['x']).flatMap(value => pathsOf(path.replace(`{${name}}`, encodeURIComponent(value)), known))
}

test('what is read comes in the published shape', { skip }, async () => {
  const upids = (await product.ok('GET', `${node}/tasks?limit=20`)).map((row: { upid: string }) => row.upid)
  const volumes = (await product.ok('GET', `${node}/storage/local/content`)).map((row: { volid: string }) => row.volid)
  await using registry = await registryServer()
  registry.tags = ['1.0', 'latest']
  const known = {
    node: [product.node],
    vmid: ['100', '101', '102'],
    storage: ['local'],
    userid: ['ann@pve', 'root@pam'],
    tokenid: ['ci'],
    snapname: ['first'],
    realm: ['pam', 'pve'],
    poolid: ['own'],
    groupid: ['ops'],
    roleid: ['Mine', 'PVEAdmin'],
    id: ['recovery'],
    iface: ['lo', 'eth0'],
    timeframe: ['hour'],
    feature: ['snapshot'],
    upid: upids,
    volume: volumes,
    reference: [`${registry.host}/team/app`],
  } as const
  const methods = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as PublishedMethod)
    .filter(({ method }) => method === 'GET')
  const found = new Set<string>()
  let answered = 0
  for (const method of methods) {
    const query = Object.entries(method.parameters)
      .filter(([name, shape]) => !shape.optional && !method.path.includes(`{${name}}`))
      .map(([name, shape]) => `${name}=${(known as Record<string, readonly string[]>)[name]?.[0] ?? shape.enum?.[0] ?? 'x'}`)
    const ofKind = method.path.includes('/lxc/') ? { ...known, vmid: ['110', '111'] } : known
    for (const path of pathsOf(method.path, ofKind)) {
      const answer = await product.api('GET', `${path}${query.length ? `?${query.join('&')}` : ''}`)
      if (answer.status === 501) break
      if (answer.status !== 200) {
        if (!refusals.some(one => one.path.test(path) && one.text.test(answer.reason)))
          found.add(`${path}: ${answer.status} ${answer.reason}`)
        continue
      }
      answered += 1
      const excepted = exceptions[`GET ${method.path}`]
      for (const problem of shapeProblems(method.returns, answer.data))
        if (!excepted?.test(problem)) found.add(`${method.path}: ${problem}`)
    }
  }
  for (const method of methods.filter(({ path }) => /^\/cluster\/mapping\/\w+$/.test(path))) {
    const rows = await product.ok('GET', `${method.path}?check-node=${product.node}`)
    assert.equal(rows.length, 1)
    for (const problem of shapeProblems(method.returns, rows)) found.add(`${method.path}?check-node: ${problem}`)
  }
  const metadata = methods.find(({ path }) => path.endsWith('/import-metadata')) ?? assert.fail('no import-metadata')
  const described = await product.ok('GET', `${node}/storage/local/import-metadata?volume=local:import/machine.ovf`)
  for (const problem of shapeProblems(metadata.returns, described)) found.add(`${metadata.path}: ${problem}`)
  assert.deepEqual([...found], [])
  assert.ok(answered > 100, `only ${answered} answers`)
})

test('what clients know to be text on the wire is text, and a template is marked only where it is one', async () => {
  const status = await product.ok('GET', `${node}/status`)
  for (const load of status.loadavg) assert.equal(typeof load, 'string')
  assert.equal(typeof status.cpuinfo.mhz, 'string')
  assert.equal(typeof status.cpuinfo.hvm, 'string')
  assert.equal((await product.ok('GET', `${node}/qemu/100/config`)).memory, '64')
  assert.equal((await product.ok('GET', `${node}/qemu/101/config`)).template, 1)
  assert.equal('template' in (await product.ok('GET', `${node}/qemu/100/config`)), false)
})
