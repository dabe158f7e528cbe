import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { parseGuestConfig } from '@quorate/guest'
import { realHost, rootAt } from '@quorate/host'
import { permissionFailure } from '@quorate/schema'
import { createStorageService } from '@quorate/storage'
import { MemoryStore } from '@quorate/testing'
import { checkDriveAccess } from './drive-access.ts'
import { checkClonedAccess, checkPresentAccess, checkValueAccess } from './value-access.ts'

/** Somebody with these privileges: `/vms/100 VM.Config.Disk`. */
function callBy(...grants: string[]): Call {
  const may: Call['may'] = (path, ...anyOf) => anyOf.some(name => grants.includes(`${path} ${name}`))
  return {
    caller: { authid: 'ann@pve', userid: 'ann@pve', root: false, address: '::1' },
    node: 'pve',
    signal: new AbortController().signal,
    may,
    authorize(path, ...all) {
      if (!all.every(name => may(path, name))) throw permissionFailure(path, all)
    },
  }
}

const root: Call = { ...callBy(), caller: { authid: 'root@pam', userid: 'root@pam', root: true, address: '::1' } }
const refused = { status: 403 }

test('a device of the host is for root alone, whatever else somebody may do', () => {
  const call = callBy('/vms/100 VM.Config.HWType', '/ Mapping.Use')
  for (const [key, text] of [
    ['hostpci0', '0000:01:00.0'],
    ['hostpci0', 'host=01:00'],
    ['hostpci1', 'mapping=card, host=01:00'],
    ['hostpci1', 'mapping=card,romfile=secret.rom'],
    ['hostpci1', 'garbage'],
    ['usb0', '1234:5678'],
    ['usb0', 'host=1-2,usb3=1'],
    ['serial0', '/dev/sda'],
    ['serial3', '/dev/../dev/sda'],
    ['parallel0', '/dev/usb/lp0'],
    ['ivshmem', 'size=8,name=101'],
  ] as const) {
    assert.throws(() => checkValueAccess(call, key, text), refused, `${key}: ${text}`)
    checkValueAccess(root, key, text)
  }
  checkValueAccess(call, 'serial0', 'socket')
  checkValueAccess(call, 'usb1', 'spice')
  checkValueAccess(call, 'ivshmem', 'size=8')
})

test('a mapping needs Mapping.Use on it', () => {
  const call = callBy('/mapping/pci/card Mapping.Use', '/mapping/usb/stick Mapping.Use', '/mapping/dir/data Mapping.Use')
  checkValueAccess(call, 'hostpci0', 'mapping=card,pcie=1')
  checkValueAccess(call, 'usb0', 'mapping=stick')
  checkValueAccess(call, 'virtiofs0', 'data')
  assert.throws(() => checkValueAccess(call, 'hostpci0', 'mapping=other'), refused)
  assert.throws(() => checkValueAccess(call, 'usb0', 'mapping=card'), refused)
  assert.throws(() => checkValueAccess(call, 'virtiofs0', 'dirid=other'), refused)
})

test('who may use one VLAN of a bridge does not get the others through trunks', () => {
  const call = callBy('/sdn/zones/localnetwork/vmbr0/5 SDN.Use')
  checkValueAccess(call, 'net0', 'virtio,bridge=vmbr0,tag=5')
  assert.throws(() => checkValueAccess(call, 'net0', 'virtio,bridge=vmbr0,tag=5,trunks=6;7'), refused)
  assert.throws(() => checkValueAccess(call, 'net0', 'virtio, bridge=vmbr0'), refused)
  checkValueAccess(callBy('/sdn/zones/localnetwork/vmbr0 SDN.Use'), 'net0', 'virtio,bridge=vmbr0,tag=6,trunks=7')
})

test('storages named by settings need a permission', () => {
  const call = callBy('/storage/local Datastore.AllocateSpace')
  checkValueAccess(call, 'vmstatestorage', 'local')
  checkValueAccess(call, 'cicustom', 'user=local:snippets/a.yaml')
  assert.throws(() => checkValueAccess(call, 'vmstatestorage', 'other'), refused)
  assert.throws(() => checkValueAccess(call, 'cicustom', 'user=local:snippets/a.yaml,meta=other:snippets/b.yaml'), refused)
})

test('what only root could set nobody else takes away or takes along into a clone', () => {
  const config = parseGuestConfig('hostpci0: 0000:01:00.0\nname: a\nscsi0: local:100/vm-100-disk-0.raw\nide2: none,media=cdrom\n')
  const call = callBy('/vms/100 VM.Config.CDROM')
  assert.throws(() => checkPresentAccess(call, 100, config, ['hostpci0']), refused)
  assert.throws(() => checkPresentAccess(call, 100, config, ['scsi0']), refused)
  checkPresentAccess(call, 100, config, ['ide2', 'name', 'scsi7'])
  checkPresentAccess(root, 100, config, ['hostpci0', 'scsi0'])
  assert.throws(() => checkClonedAccess(call, config.current.values), refused)
})

test('a drive may hold own volumes and images for all, and nothing of others', async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-access-'))
  t.after(() => rm(folder, { recursive: true }))
  const store = new MemoryStore({ 'storage.cfg': `dir: local\n\tpath ${folder}\n\tcontent images,iso,backup,snippets,import,vztmpl\n` })
  const storage = createStorageService({ store, host: realHost(rootAt(folder, 'pve'), () => undefined) })
  const user = callBy('/vms/100 VM.Config.Disk', '/vms/100 VM.Config.CDROM', '/storage/local Datastore.AllocateSpace')
  const check = (text: string, call = user) => checkDriveAccess(storage, call, 100, 'scsi0', text)
  for (const text of [
    'local:1',
    'local:100/vm-100-disk-0.raw',
    'local:iso/a.iso,media=cdrom',
    'local:0,import-from=local:import/a.qcow2',
    'local:0,import-from=local:import/a.ova/disk.vmdk',
  ]) {
    await check(text)
  }
  for (const text of [
    'local:101/vm-101-disk-0.raw',
    'local:101/vm-100-disk-0.raw',
    'local:101/data.raw',
    'local:import/a.qcow2',
    'local:import/a.ova/disk.vmdk',
    'local:100/vm-100-state-before.raw',
    'local:0,import-from=local:100/vm-100-state-before.raw',
    'local:backup/vzdump-qemu-101-2024_01_01-00_00_00.vma.zst',
    'local:snippets/secrets.yaml',
    'local:0,import-from=local:backup/vzdump-qemu-101-2024_01_01-00_00_00.vma.zst',
    'local:0,import-from=local:101/vm-101-disk-0.raw',
    'local:0,import-from=/etc/shadow',
    '/dev/sda',
    'cdrom,media=cdrom',
  ]) {
    await assert.rejects(check(text), refused, text)
    await check(text, { ...user, caller: root.caller })
  }
  const keeper = callBy('/vms/100 VM.Config.Disk', '/storage/local Datastore.Allocate', '/storage/local Datastore.AllocateSpace')
  await assert.rejects(check('local:100/vm-100-state-before.raw', keeper), refused)
  await assert.rejects(check('local:1', callBy('/vms/100 VM.Config.CDROM', '/storage/local Datastore.AllocateSpace')), refused)
  await assert.rejects(check('none,media=cdrom', callBy('/vms/100 VM.Config.Disk')), refused)
})
