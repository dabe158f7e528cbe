import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vmCalls } from './vm-calls.ts'
import { diskKeys, hardwareFor, newDisk, newVm, type VmValues } from './vm-values.ts'

const place = { node: 'pve', images: 'local', format: '' as const, isos: 'local', imports: 'local', bridge: 'vmbr0' }
const values = (change: Partial<VmValues> = {}): VmValues => ({ ...newVm(place), vmid: '100', name: 'web', ...change })
const first = (change?: Partial<VmValues>) => vmCalls(values(change))[0]?.request

test('a VM from a CD boots from its disk, then from the CD, then from the network', () => {
  assert.deepEqual(first({ iso: 'local:iso/debian.iso' }), {
    method: 'POST',
    path: '/nodes/pve/qemu',
    body: {
      vmid: 100,
      name: 'web',
      ostype: 'l26',
      machine: 'q35',
      scsihw: 'virtio-scsi-single',
      agent: '1',
      scsi0: 'local:32,discard=on,iothread=1',
      ide2: 'local:iso/debian.iso,media=cdrom',
      net0: 'virtio,bridge=vmbr0,firewall=1',
      boot: 'order=scsi0;ide2;net0',
      cores: 2,
      cpu: 'x86-64-v2-AES',
      memory: '2048',
    },
  })
})

test('Windows 11 gets a disk for UEFI and a TPM', () => {
  const body = first(hardwareFor(values(), 'win11', false))?.body
  assert.equal(body?.efidisk0, 'local:1,efitype=4m,pre-enrolled-keys=1')
  assert.equal(body?.tpmstate0, 'local:1,version=v2.0')
  assert.equal(body?.sata0, 'local:64,discard=on')
  assert.equal(body?.memory, '4096')
})

test('an image is imported, made larger, and only then started', () => {
  const calls = vmCalls(
    values({ source: 'image', image: 'local:import/debian.qcow2', cloudInit: true, ciuser: 'me', cipassword: 'secret', start: true }),
  )
  const [create, resize, start] = calls
  assert.equal(create?.request.body?.scsi0, 'local:0,import-from=local:import/debian.qcow2,discard=on,iothread=1')
  assert.equal(create?.request.body?.ide2, 'local:cloudinit')
  assert.equal(create?.request.body?.ipconfig0, 'ip=dhcp')
  assert.equal(create?.request.body?.start, undefined)
  assert.equal(create?.shown.body?.cipassword, '…')
  assert.deepEqual(resize?.request.body, { disk: 'scsi0', size: '32G' })
  assert.equal(start?.request.path, '/nodes/pve/qemu/100/status/start')
})

test('a template is cloned and then given its size', () => {
  const calls = vmCalls(values({ source: 'template', template: '900', fullClone: false }))
  assert.deepEqual(calls[0]?.request, {
    method: 'POST',
    path: '/nodes/pve/qemu/900/clone',
    body: { newid: 100, name: 'web', full: false },
  })
  assert.deepEqual(calls[1]?.request.body, { cores: 2, cpu: 'x86-64-v2-AES', memory: '2048' })
})

test('several at once have numbers and names in a row', () => {
  const bodies = vmCalls(values({ count: '3', name: 'web-08' })).map(call => call.request.body)
  assert.deepEqual(
    bodies.map(body => [body?.vmid, body?.name]),
    [
      [100, 'web-08'],
      [101, 'web-09'],
      [102, 'web-10'],
    ],
  )
})

test('SSH keys are sent URL-encoded', () => {
  const body = first({ source: 'image', image: 'x:y', cloudInit: true, sshkeys: 'ssh-ed25519 AAAA me@x\n' })?.body
  assert.equal(body?.sshkeys, 'ssh-ed25519%20AAAA%20me%40x')
})

test('disks are counted by bus, and leave the places of CD drives free', () => {
  const disk = (bus: 'scsi' | 'ide') => newDisk(bus, 'local', '1')
  assert.deepEqual(diskKeys([disk('scsi'), disk('ide'), disk('scsi'), disk('ide')]), ['scsi0', 'ide1', 'scsi1', 'ide3'])
})
