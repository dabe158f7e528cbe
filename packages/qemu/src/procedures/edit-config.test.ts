import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig, wantedSize, type ConfigChange } from '@quorate/guest'
import { completeNic } from './complete-nic.ts'
import { editForVm } from './update-vm.ts'

const change = (more: Partial<ConfigChange>): ConfigChange => ({
  set: new Map(),
  delete: [],
  revert: [],
  force: false,
  skipLock: false,
  ...more,
})

const text = 'boot: order=scsi0;net0\nmemory: 512\nscsi0: local:100/vm-100-disk-0.qcow2,size=8G\n'

test('a disk that is taken out of a stopped VM is kept as unused and leaves the boot order', () => {
  const config = parseGuestConfig(text)
  assert.deepEqual(editForVm(config, 100, change({ delete: ['scsi0'] }), false), [])
  assert.equal(config.toString(), 'boot: order=net0\nmemory: 512\nunused0: local:100/vm-100-disk-0.qcow2\n')
})

test('a network card that is taken out leaves the boot order', () => {
  const config = parseGuestConfig('boot: order=scsi0;net0\nnet0: virtio\n')
  editForVm(config, 100, change({ delete: ['net0'] }), false)
  assert.equal(config.toString(), 'boot: order=scsi0\n')
})

test('a disk that is taken out by force can be freed', () => {
  const config = parseGuestConfig(text)
  assert.deepEqual(editForVm(config, 100, change({ delete: ['scsi0'], force: true }), false), ['local:100/vm-100-disk-0.qcow2'])
  assert.equal(config.current.has('unused0'), false)
})

test('deleting an unused disk frees it, unless a snapshot needs it', () => {
  const config = parseGuestConfig('unused0: local:100/vm-100-disk-1.qcow2\n')
  assert.deepEqual(editForVm(config, 100, change({ delete: ['unused0'] }), false), ['local:100/vm-100-disk-1.qcow2'])
  const kept = parseGuestConfig('unused0: local:100/vm-100-disk-1.qcow2\n\n[before]\nscsi1: local:100/vm-100-disk-1.qcow2\n')
  assert.throws(() => editForVm(kept, 100, change({ delete: ['unused0'] }), false), /still in use/)
})

test('a disk that a snapshot needs stays listed as unused, by force too', () => {
  for (const force of [false, true]) {
    const config = parseGuestConfig(`${text}\n[before]\nscsi0: local:100/vm-100-disk-0.qcow2,size=8G\n`)
    assert.deepEqual(editForVm(config, 100, change({ delete: ['scsi0'], force }), false), [])
    assert.equal(config.current.get('unused0'), 'local:100/vm-100-disk-0.qcow2')
  }
})

test('a volume that was unused and is put to use again is no longer listed as unused', () => {
  const config = parseGuestConfig('unused0: local:100/vm-100-disk-1.qcow2\n')
  editForVm(config, 100, change({ set: new Map([['scsi1', 'local:100/vm-100-disk-1.qcow2,size=1G']]) }), false)
  assert.equal(config.toString(), 'scsi1: local:100/vm-100-disk-1.qcow2,size=1G\n')
})

test('of a running VM, hardware waits and what only we read applies at once', () => {
  const config = parseGuestConfig(text)
  editForVm(
    config,
    100,
    change({
      set: new Map([
        ['memory', '1024'],
        ['name', 'web'],
      ]),
    }),
    true,
  )
  assert.equal(config.current.get('memory'), '512')
  assert.equal(config.current.get('name'), 'web')
  assert.equal(config.pending?.get('memory'), '1024')
})

test('a pending disk that is reverted keeps its volume as unused', () => {
  const config = parseGuestConfig(`${text}\n[PENDING]\nscsi1: local:100/vm-100-disk-1.qcow2,size=1G\n`)
  editForVm(config, 100, change({ revert: ['scsi1'] }), true)
  assert.equal(config.pending, undefined)
  assert.equal(config.current.get('unused0'), 'local:100/vm-100-disk-1.qcow2')
})

test('a network card without an address gets one of its own, and a clone a new one', () => {
  const guests = { all: () => new Map() }
  assert.match(completeNic('virtio,bridge=vmbr0', guests), /^virtio=BC:24:11(?::[0-9A-F]{2}){3},bridge=vmbr0$/)
  assert.equal(completeNic('e1000=aa:bb:cc:00:00:01,bridge=vmbr0', guests), 'e1000=AA:BB:CC:00:00:01,bridge=vmbr0')
  assert.doesNotMatch(completeNic('e1000=AA:BB:CC:00:00:01', guests, { renew: true }), /AA:BB:CC/)
})

test('sizes are absolute or added to the present one', () => {
  assert.equal(wantedSize('+5G', 2 ** 30), 6 * 2 ** 30)
  assert.equal(wantedSize('32G', 2 ** 30), 32 * 2 ** 30)
  assert.throws(() => wantedSize('5X', 0), { status: 400 })
})
