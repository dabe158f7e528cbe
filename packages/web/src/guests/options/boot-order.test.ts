import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bootDevices, bootText, moved, placed } from './boot-order.ts'

const config = new Map([
  ['boot', 'order=scsi0;net0;scsi9'],
  ['ide2', 'none,media=cdrom'],
  ['net0', 'virtio=BC:24:11:4D:F1:C1'],
  ['scsi0', 'local:100/vm-100-disk-0.raw,size=1G'],
  ['cores', '2'],
])

test('devices of the order come first, others follow and are off; devices that are gone do not', () => {
  assert.deepEqual(bootDevices(config), [
    { key: 'scsi0', enabled: true },
    { key: 'net0', enabled: true },
    { key: 'ide2', enabled: false },
  ])
})

test('the old form of the order is understood', () => {
  const old = new Map([...config, ['boot', 'dc'] as const])
  assert.equal(bootText(bootDevices(old)), 'order=ide2;scsi0')
})

test('a device moves up and down, but not out of the list', () => {
  const devices = bootDevices(config)
  assert.equal(bootText(moved(devices, 1, -1)), 'order=net0;scsi0')
  assert.deepEqual(moved(devices, 0, -1), devices)
})

test('a dragged device is put where it is dropped', () => {
  const devices = bootDevices(config)
  assert.deepEqual(
    placed(devices, 'ide2', 0).map(device => device.key),
    ['ide2', 'scsi0', 'net0'],
  )
})
