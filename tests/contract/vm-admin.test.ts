/** Who may do everything with one VM, and with nothing else, on the running product: what reaches beyond that VM is refused. */
import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ovfText } from '../../packages/storage/src/testing/ovf-text.ts'
import { Product } from '../product.ts'
import { stateOf } from './state-of.ts'

const product = new Product()
const joe = new Product()
const node = '/nodes/pve'
const own = `${node}/qemu/100`
const other = `${node}/qemu/101`

before(async () => {
  await product.start()
  await product.login()
  joe.port = product.port
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password: 'a-password' })
  await product.ok('PUT', '/access/acl', { path: '/vms/100', users: 'joe@pve', roles: 'PVEVMAdmin' })
  for (const [folder, name, text] of [
    ['import', 'machine.ovf', ovfText()],
    ['snippets', 'user.yaml', '#cloud-config\n'],
  ] as const) {
    mkdirSync(join(product.root, 'var/lib/vz', folder), { recursive: true })
    writeFileSync(join(product.root, 'var/lib/vz', folder, name), text)
  }
  const vm = { kvm: 0, memory: 32, agent: 1, vga: 'qxl', scsi0: 'local:0.0625,format=qcow2' }
  for (const vmid of [100, 101]) {
    assert.equal(await product.task('POST', `${node}/qemu`, { vmid, ...vm }), 'OK')
    assert.equal(await product.task('POST', `${node}/qemu/${vmid}/snapshot`, { snapname: 'one' }), 'OK')
    assert.equal(await product.task('POST', `${node}/qemu/${vmid}/status/start`), 'OK')
  }
  await product.ok('POST', '/cluster/mapping/pci', { id: 'card', map: 'node=pve,path=0000:00:01.0,id=1af4:1045' })
  await product.ok('POST', '/cluster/mapping/usb', { id: 'stick', map: 'node=pve,path=1-4,id=1af4:1045' })
  await product.ok('POST', '/cluster/mapping/dir', { id: 'folder', map: 'node=pve,path=/srv' })
  await joe.login('joe@pve', 'a-password')
})

after(async () => {
  await joe.destroy()
  await product.destroy()
})

type Calls = readonly (readonly [method: string, path: string, parameters?: Record<string, unknown>])[]

async function allRefused(calls: Calls): Promise<void> {
  using state = stateOf(product.root, product.node)
  const revision = state.revision()
  const tasks = (await product.ok('GET', `${node}/tasks`)).length
  const allowed: string[] = []
  for (const [method, path, parameters] of calls) {
    const { status, reason } = await joe.api(method, path, parameters)
    if (status !== 403) allowed.push(`${method} ${path} ${JSON.stringify(parameters ?? {})}: ${status} ${reason}`)
  }
  assert.deepEqual(allowed, [])
  assert.equal(state.revision(), revision)
  assert.equal((await product.ok('GET', `${node}/tasks`)).length, tasks)
}

test('settings that reach beyond the VM are refused', async () => {
  const values: readonly Record<string, unknown>[] = [
    { hookscript: 'local:snippets/user.yaml' },
    { args: '-S' },
    { hostpci0: '0000:00:01.0' },
    { hostpci0: 'mapping=card' },
    { usb0: '1-4' },
    { usb0: 'mapping=stick' },
    { virtiofs0: 'folder' },
    { serial0: '/dev/ttyS0' },
    { ivshmem: 'size=1,name=101' },
    { cicustom: 'user=local:snippets/user.yaml' },
    { vmstatestorage: 'local' },
    { net0: 'virtio,bridge=vmbr0' },
    { scsi1: 'local:1' },
    { scsi1: '/dev/sda' },
    { scsi1: 'local:101/vm-101-disk-0.qcow2' },
    { scsi1: 'local:0,import-from=local:101/vm-101-disk-0.qcow2' },
    { ide2: 'local:cloudinit' },
    { ide2: 'cdrom' },
  ]
  await allRefused(values.flatMap(value => ['PUT', 'POST'].map(method => [method, `${own}/config`, value] as const)))
})

test('work that takes space, or that makes or touches another guest, is refused', async () => {
  await allRefused([
    ['POST', `${own}/status/suspend`, { todisk: 1 }],
    ['POST', `${own}/status/suspend`, { todisk: 1, statestorage: 'local' }],
    ['POST', `${own}/status/start`, { skiplock: 1 }],
    ['POST', `${own}/move_disk`, { disk: 'scsi0', storage: 'local' }],
    ['POST', `${own}/move_disk`, { disk: 'scsi0', 'target-vmid': 101, 'target-disk': 'scsi1' }],
    ['POST', `${own}/clone`, { newid: 102 }],
    ['POST', `${own}/config`, { name: 'a', 'import-working-storage': 'local' }],
    ['POST', `${own}/cleanup`],
    ['POST', `${node}/qemu`, { vmid: 102, scsi0: 'local:1' }],
    ['POST', `${other}/clone`, { newid: 102 }],
    ['POST', `${other}/snapshot`, { snapname: 'two' }],
    ['POST', `${other}/snapshot/one/rollback`],
    ['DELETE', `${other}/snapshot/one`],
    ['POST', `${other}/status/suspend`],
    ['POST', `${other}/spiceproxy`],
    ['POST', `${other}/vncproxy`],
    ['POST', `${other}/agent/exec`, { command: ['ls'] }],
    ['GET', `${other}/agent/get-osinfo`],
    ['GET', `${other}/cloudinit/dump?type=user`],
    ['PUT', `${other}/cloudinit`],
    ['PUT', `${other}/unlink`, { idlist: 'scsi0' }],
  ])
})

test('work on many guests needs the right on each of them', async () => {
  await allRefused([
    ['POST', `${node}/startall`],
    ['POST', `${node}/stopall`],
    ['POST', `${node}/suspendall`],
    ['POST', `${node}/stopall`, { vms: '101' }],
    ['POST', `${node}/stopall`, { vms: '100,101' }],
    ['POST', '/cluster/bulk-action/guest/shutdown'],
    ['POST', '/cluster/bulk-action/guest/start', { vms: [100, 101] }],
    ['POST', '/cluster/bulk-action/guest/suspend', { vms: [101] }],
    ['POST', '/cluster/bulk-action/guest/suspend', { vms: [100], 'to-disk': 1, statestorage: 'local' }],
  ])
})

test('the node’s devices, mappings and images are not for an administrator of a VM', async () => {
  await allRefused([
    ['GET', `${node}/hardware/pci`],
    ['GET', `${node}/hardware/usb`],
    ['GET', `${node}/hardware/pci/card/mdev`],
    ['GET', `${node}/storage/local/import-metadata?volume=local:import/machine.ovf`],
    ...['pci', 'usb', 'dir'].flatMap((kind): Calls => {
      const [id, map] = { pci: ['card', 'node=pve,path=0000:00:02.0,id=1af4:1045'], usb: ['stick', 'node=pve,id=1af4:1045'] }[kind] ?? [
        'folder',
        'node=pve,path=/etc',
      ]
      return [
        ['GET', `/cluster/mapping/${kind}/${id}`],
        ['PUT', `/cluster/mapping/${kind}/${id}`, { map }],
        ['DELETE', `/cluster/mapping/${kind}/${id}`],
        ['POST', `/cluster/mapping/${kind}`, { id: 'mine', map }],
      ]
    }),
  ])
  for (const kind of ['pci', 'usb', 'dir']) assert.deepEqual(await joe.ok('GET', `/cluster/mapping/${kind}?check-node=pve`), [])
})

test('suspending many to disk without a named storage takes space only where each of them may', async () => {
  const upid = await joe.ok('POST', '/cluster/bulk-action/guest/suspend', { vms: [100], 'to-disk': 1 })
  assert.match(await joe.taskEnd(upid), /WARNINGS/)
  assert.equal((await product.ok('GET', `${own}/status/current`)).status, 'running')
  assert.equal((await product.ok('GET', `${own}/config`)).lock, undefined)
})
