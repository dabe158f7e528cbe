/** What somebody with some privileges on a VM can and cannot do to it, on the running product. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Product } from '../product.ts'

const product = new Product()
const joe = new Product()
const config = '/nodes/pve/qemu/100/config'

before(async () => {
  await product.start()
  await product.login()
  joe.port = product.port
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password: 'a-password' })
  await product.ok('POST', '/access/roles', { roleid: 'Operator', privs: 'VM.Audit,VM.Config.CDROM,VM.Config.HWType,VM.Config.Options' })
  await product.ok('POST', '/access/roles', { roleid: 'Disks', privs: 'VM.Audit,VM.Config.Disk' })
  await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: 'Operator' })
  await product.ok('PUT', '/access/acl', { path: '/vms/101', users: 'joe@pve', roles: 'Disks' })
  for (const vmid of [100, 101]) {
    assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid, memory: 32, scsi0: 'local:1', args: '-S' }), 'OK')
  }
  await product.ok('PUT', config, { hostpci0: '0000:01:00.0', parallel0: '/dev/parport0' })
  await joe.login('joe@pve', 'a-password')
})

after(async () => {
  await joe.destroy()
  await product.destroy()
})

test('what is root’s alone is refused when it is set, deleted or reverted', async () => {
  const { digest } = await product.ok('GET', config)
  for (const change of [
    { args: '-x' },
    { delete: 'args' },
    { revert: 'args' },
    { delete: 'name,parallel0' },
    { hostpci1: '0000:02:00.0' },
    { hostpci0: 'mapping=card' },
    { delete: 'hostpci0' },
    { serial0: '/dev/sda' },
    { usb0: 'host=1-1' },
    { scsi0: 'none,media=cdrom' },
    { ide0: 'local:1' },
    { ide0: '/dev/sda' },
    { delete: 'scsi0' },
    { delete: 'memory' },
    { skiplock: 1, name: 'x' },
  ]) {
    for (const method of ['PUT', 'POST']) assert.equal((await joe.api(method, config, change)).status, 403, JSON.stringify(change))
  }
  assert.equal((await product.ok('GET', config)).digest, digest)
})

test('what the privileges are for is allowed', async () => {
  for (const change of [{ name: 'renamed' }, { ide2: 'none,media=cdrom' }, { serial0: 'socket' }, { delete: 'ide2,serial0' }]) {
    assert.equal((await joe.api('PUT', config, change)).status, 200, JSON.stringify(change))
  }
})

test('a CD-ROM is not unlinked by who may only change disks', async () => {
  await product.ok('PUT', '/nodes/pve/qemu/101/config', { ide2: 'none,media=cdrom' })
  const unlink = () => joe.api('PUT', '/nodes/pve/qemu/101/unlink', { idlist: 'ide2' })
  assert.equal((await unlink()).status, 403)
  assert.equal((await product.ok('GET', '/nodes/pve/qemu/101/config')).ide2, 'none,media=cdrom')
})

test('a rollback does not give a VM back what root took from it, unless root does it', async () => {
  await product.ok('POST', '/access/roles', { roleid: 'Back', privs: 'VM.Audit,VM.Snapshot.Rollback' })
  await product.ok('PUT', '/access/acl', { path: '/vms/103', users: 'joe@pve', roles: 'Back' })
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 103, memory: 32, args: '-S', parallel0: '/dev/parport0' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/103/snapshot', { snapname: 'before' }), 'OK')
  const rollback = '/nodes/pve/qemu/103/snapshot/before/rollback'
  assert.equal(await joe.task('POST', rollback), 'OK')
  for (const key of ['args', 'parallel0']) {
    await product.ok('PUT', '/nodes/pve/qemu/103/config', { delete: key })
    assert.equal((await joe.api('POST', rollback)).status, 403, key)
    assert.equal((await product.ok('GET', '/nodes/pve/qemu/103/config'))[key], undefined)
    assert.equal(await product.task('POST', rollback), 'OK')
  }
})

test('a disk grows only for those who may take space on its storage', async () => {
  const grow = () => joe.api('PUT', '/nodes/pve/qemu/101/resize', { disk: 'scsi0', size: '+1G' })
  assert.equal((await grow()).status, 403)
  await product.ok('PUT', '/access/acl', { path: '/storage/local', users: 'joe@pve', roles: 'PVEDatastoreUser' })
  const { status, data } = await grow()
  assert.equal(status, 200)
  assert.equal(await product.taskEnd(data), 'OK')
})

test('who has rights on a pool only creates a VM in it, with everything that the VM will inherit from there', async () => {
  await product.ok('POST', '/pools', { poolid: 'team' })
  await product.ok('PUT', '/access/acl', { path: '/pool/team', users: 'joe@pve', roles: 'PVEVMAdmin' })
  const wanted = { vmid: 102, memory: 32, cores: 1, scsi0: 'local:1', ide2: 'none,media=cdrom' }
  assert.equal((await joe.api('POST', '/nodes/pve/qemu', wanted)).status, 403)
  assert.match((await joe.api('POST', '/nodes/pve/qemu', { ...wanted, pool: 'nothing' })).reason, /Permission check failed/)
  assert.match((await product.api('POST', '/nodes/pve/qemu', { ...wanted, pool: 'nothing' })).reason, /pool 'nothing' does not exist/)
  assert.equal(await joe.task('POST', '/nodes/pve/qemu', { ...wanted, pool: 'team' }), 'OK')
  assert.equal((await joe.api('PUT', '/nodes/pve/qemu/102/config', { cores: 2 })).status, 200)
})
