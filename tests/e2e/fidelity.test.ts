/** What people and clients know of a VM's config: its file, its special values, its refusals. */
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Product } from '../product.ts'

const product = new Product()
const qemu = `/nodes/${product.node}/qemu`
const configFile = (vmid: number) => join(product.root, `etc/pve/nodes/${product.node}/qemu-server/${vmid}.conf`)
const textOf = (vmid: number) => readFileSync(configFile(vmid), 'utf8')
const configOf = (vmid: number) => product.ok('GET', `${qemu}/${vmid}/config`)
const create = (vmid: number, more: Readonly<Record<string, unknown>> = {}) =>
  product.task('POST', qemu, { vmid, kvm: 0, memory: 64, ...more })
const change = (vmid: number, more: Readonly<Record<string, unknown>>) => product.ok('PUT', `${qemu}/${vmid}/config`, more)

/** Status and text of a call that must not succeed. */
async function refused(method: string, path: string, body?: Readonly<Record<string, unknown>>): Promise<string> {
  const answer = await product.api(method, path, body)
  assert.notEqual(answer.status, 200)
  return `${answer.status} ${answer.reason}${answer.errors ? ` ${JSON.stringify(answer.errors)}` : ''}`
}

before(async () => {
  await product.start()
  await product.login()
  mkdirSync(join(product.root, 'var/lib/vz/template/iso'), { recursive: true })
  writeFileSync(join(product.root, 'var/lib/vz/template/iso/a.iso'), 'x')
})
after(() => product.destroy())

test('a config file has its keys in order, the description as comments, and identities of its own', async () => {
  const ended = await create(100, {
    scsi0: 'local:0.0625,ssd=1,format=qcow2,discard=on',
    ide2: 'none,media=cdrom',
    ide0: 'local:cloudinit',
    net0: 'virtio,bridge=vmbr7',
    net1: 'virtio=02:00:00:aa:bb:cc',
    onboot: 1,
    tags: 'b;a',
    name: 'first',
    description: 'one: 50%\nzwei ü',
    ciuser: 'bob',
    sshkeys: encodeURIComponent('ssh-ed25519 AAAA bob@example\n'),
  })
  assert.equal(ended, 'OK')
  assert.match(
    textOf(100),
    new RegExp(
      [
        '^#one%3A 50%25',
        '#zwei %C3%BC',
        'boot: order=scsi0;ide2;net0',
        'ciuser: bob',
        'ide0: local:100/vm-100-cloudinit.qcow2,media=cdrom',
        'ide2: none,media=cdrom',
        'kvm: 0',
        'memory: 64',
        String.raw`meta: creation-qemu=[\d.]+,ctime=\d+`,
        'name: first',
        'net0: virtio=BC:24:11(:[0-9A-F]{2}){3},bridge=vmbr7',
        'net1: virtio=02:00:00:AA:BB:CC',
        'onboot: 1',
        'scsi0: local:100/vm-100-disk-0.qcow2,discard=on,size=64M,ssd=1',
        'smbios1: uuid=[0-9a-f-]{36}',
        'sshkeys: ssh-ed25519%20AAAA%20bob%40example%0A',
        'tags: a;b',
        'vmgenid: [0-9a-f-]{36}',
        '$',
      ].join('\n'),
    ),
  )
  const config = await configOf(100)
  assert.equal(config.description.trimEnd(), 'one: 50%\nzwei ü')
  assert.deepEqual([config.onboot, config.memory, config.scsihw, config.template], [1, '64', undefined, undefined])
})

test('a missing bridge is told at the start, in one sentence', async () => {
  assert.equal(
    await product.task('POST', `${qemu}/100/status/start`),
    "net0: bridge 'vmbr7' does not exist on node pve: make it, or set another bridge",
  )
})

test('a change by hand holds at once, and what the product does not know stays', async () => {
  writeFileSync(configFile(100), `${textOf(100).replace('memory: 64', 'memory: 96')}unheard-of: yes, really\n`)
  assert.equal((await configOf(100)).memory, '96')
  assert.match((await product.run('qm', 'config', '100')).out, /^memory: 96$/m)
  await change(100, { cores: 2, delete: 'net0,net1' })
  assert.match(textOf(100), /^unheard-of: yes, really$/m)
  assert.match(textOf(100), /^#one%3A 50%25$/m)
  assert.doesNotMatch(textOf(100), /^net/m)
})

test('configs of other times and machines load and start', async () => {
  mkdirSync(join(product.root, 'var/lib/vz/images/300'), { recursive: true })
  const disk = join(product.root, 'old.raw')
  const volume = join(product.root, 'var/lib/vz/images/300/vm-300-disk-1.raw')
  for (const file of [disk, volume]) {
    writeFileSync(file, '')
    truncateSync(file, 2 ** 20)
  }
  const head = `boot: cdn\nbootdisk: scsi0\nfoo: bar\nkvm: 0\nmachine: pc-i440fx-5.1+pve0\nmemory: 64\nname: old\n`
  const drives = `parent: s1\nscsi0: ${disk},size=1M\nscsi1: local:300/vm-300-disk-1.raw,size=1M\nsockets: 1\n`
  const snapshot = `\n[s1]\n#before\nmemory: 64\nsnaptime: 1600000000\nweird: 1\n`
  writeFileSync(configFile(300), `#old\n${head}${drives}${snapshot}`)
  const config = await configOf(300)
  assert.deepEqual([config.boot, config.bootdisk, config.foo, config.scsi0], ['cdn', 'scsi0', 'bar', `${disk},size=1M`])
  assert.equal((await product.ok('GET', `${qemu}/300/snapshot/s1/config`)).snaptime, 1_600_000_000)
  assert.equal(await product.task('POST', `${qemu}/300/status/start`), 'OK')
  const status = await product.ok('GET', `${qemu}/300/status/current`)
  assert.match(status['running-machine'], /^pc-i440fx-5\.1/)
  await change(300, { memory: 128, name: 'newer', delete: 'sockets' })
  assert.match(textOf(300), /\n\[PENDING\]\ndelete: sockets\nmemory: 128\n\n\[s1\]\n#before\n/)
  assert.deepEqual([(await configOf(300)).memory, (await product.ok('GET', `${qemu}/300/config?current=1`)).memory], ['128', '64'])
  await change(300, { revert: 'memory,sockets' })
  assert.doesNotMatch(textOf(300), /PENDING/)
  assert.match(textOf(300), /^weird: 1$/m)
  assert.equal(await product.task('POST', `${qemu}/300/status/stop`), 'OK')
})

test('a disk that is taken out is unused, comes back, and stays as long as a snapshot needs it', async () => {
  await change(100, { delete: 'scsi0' })
  assert.equal((await configOf(100)).unused0, 'local:100/vm-100-disk-0.qcow2')
  assert.equal((await configOf(100)).boot, 'order=ide2')
  await change(100, { scsi2: 'local:100/vm-100-disk-0.qcow2' })
  assert.equal('unused0' in (await configOf(100)), false)
  assert.equal(await product.task('POST', `${qemu}/100/snapshot`, { snapname: 'before' }), 'OK')
  await change(100, { delete: 'scsi2', scsi3: 'local:0.0625,format=qcow2' })
  assert.match(await refused('PUT', `${qemu}/100/config`, { delete: 'unused0' }), /volume is still in use \(snapshot\?\)/)
  assert.equal(await product.task('POST', `${qemu}/100/snapshot/before/rollback`), 'OK')
  const { scsi2, scsi3, unused0 } = await configOf(100)
  assert.match(scsi2, /^local:100\/vm-100-disk-0\.qcow2/)
  assert.deepEqual([scsi3, unused0], [undefined, 'local:100/vm-100-disk-1.qcow2'])
  const rows = await product.ok('GET', `${qemu}/100/snapshot`)
  assert.deepEqual(
    rows.map((row: { name: string; parent?: string }) => [row.name, row.parent]),
    [
      ['before', undefined],
      ['current', 'before'],
    ],
  )
  assert.equal(await product.task('DELETE', `${qemu}/100/snapshot/before`), 'OK')
  await change(100, { delete: 'unused0' })
  assert.equal('unused0' in (await configOf(100)), false)
})

test('a disk grows by an amount or to a size, and never shrinks', async () => {
  const resize = (size: string) => product.task('PUT', `${qemu}/100/resize`, { disk: 'scsi2', size })
  assert.equal(await resize('+64M'), 'OK')
  assert.match((await configOf(100)).scsi2, /size=128M/)
  assert.equal(await resize('1G'), 'OK')
  assert.match((await configOf(100)).scsi2, /size=1G/)
  assert.match(await resize('512M'), /shrink/)
})

test('clones of templates are linked, full where asked for, and keep the template', async () => {
  assert.equal(await create(110, { scsi0: 'local:0.0625,format=qcow2', name: 'base' }), 'OK')
  assert.equal(await product.task('POST', `${qemu}/110/template`), 'OK')
  assert.equal((await configOf(110)).template, 1)
  assert.equal(await product.task('POST', `${qemu}/110/clone`, { newid: 111 }), 'OK')
  assert.match(textOf(111), /^name: Copy-of-VM-base\nscsi0: local:110\/base-110-disk-0\.qcow2\/111\/vm-111-disk-0\.qcow2/m)
  await product.ok('POST', '/pools', { poolid: 'own' })
  const full = { newid: 112, full: 1, name: 'whole', pool: 'own', storage: 'local', format: 'raw' }
  assert.equal(await product.task('POST', `${qemu}/111/clone`, full), 'OK')
  assert.match((await configOf(112)).scsi0, /^local:112\/vm-112-disk-0\.raw/)
  const { members } = await product.ok('GET', '/pools/own')
  assert.deepEqual(
    members.map((row: { vmid: number; name: string; template: number }) => [row.vmid, row.name, row.template]),
    [[112, 'whole', 0]],
  )
  assert.match(await refused('POST', `${qemu}/111/clone`, { newid: 110 }), /^500 VM 110 already exists/)
  assert.match(await product.task('DELETE', `${qemu}/110`), /base volume .* is still in use by linked clones/)
  assert.equal(await product.task('DELETE', `${qemu}/111`), 'OK')
  assert.equal(await product.task('DELETE', `${qemu}/110`), 'OK')
})

test('protection and locks hold, and root can pass over a lock', async () => {
  await change(112, { protection: 1 })
  assert.equal(await refused('DELETE', `${qemu}/112`), "500 can't remove VM 112 - protection mode enabled")
  assert.equal(await refused('PUT', `${qemu}/112/config`, { delete: 'scsi0' }), "500 can't remove drive 'scsi0' - protection mode enabled")
  assert.equal(await refused('PUT', `${qemu}/112/unlink`, { idlist: 'scsi0' }), "500 can't remove drive 'scsi0' - protection mode enabled")
  await change(112, { protection: 0, lock: 'backup' })
  assert.equal(await refused('PUT', `${qemu}/112/config`, { cores: 2 }), '500 VM is locked (backup)')
  assert.equal(await refused('POST', `${qemu}/112/status/start`), '500 VM is locked (backup)')
  await change(112, { delete: 'lock', skiplock: 1 })
  await change(112, { cores: 2 })
})

test('a stale digest, a key both set and deleted, and devices that are not there are refused', async () => {
  const digest = (await configOf(112)).digest
  await change(112, { cores: 1, digest })
  const config = `${qemu}/112/config`
  assert.equal(
    await refused('PUT', config, { cores: 2, digest }),
    '500 detected modified configuration - file changed by other user? Try again.',
  )
  assert.match(await refused('PUT', config, { name: 'x', delete: 'name' }), /^400 .*at the same time/)
  assert.match(await refused('PUT', config, { boot: 'order=scsi7' }), /^500 invalid bootorder: device 'scsi7' does not exist/)
  assert.equal(await refused('PUT', config, {}), '500 no options specified')
  assert.match(await refused('PUT', config, { foo: 1 }), /^400 Parameter verification failed\. .*"foo"/)
  assert.match(await refused('PUT', config, { delete: 'foo' }), /^400 .*unknown option 'foo'/)
  assert.equal(await refused('POST', qemu, { vmid: 113, scsi0: 'nosuch:1' }), "500 storage 'nosuch' does not exist")
  assert.match(await refused('POST', `${qemu}/112/snapshot`, { snapname: 'current' }), /reserved name/)
  assert.match(await refused('GET', `${qemu}/999/config`), /^500 .*999\.conf' does not exist$/)
  assert.match(await refused('POST', qemu, { vmid: 112 }), /^500 VM 112 already exists/)
})

test('a VM that goes takes its permissions and its place in a pool along', async () => {
  await product.ok('POST', '/access/users', { userid: 'ann@pve' })
  await product.ok('PUT', '/access/acl', { path: '/vms/112', users: 'ann@pve', roles: 'PVEVMUser' })
  assert.equal(await product.task('DELETE', `${qemu}/112`), 'OK')
  assert.deepEqual(await product.ok('GET', '/access/acl'), [])
  assert.deepEqual((await product.ok('GET', '/pools/own')).members, [])
})
