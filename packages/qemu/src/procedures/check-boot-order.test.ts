import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkProtectedDisks, parseGuestConfig } from '@quorate/guest'
import { checkBootOrder } from './check-boot-order.ts'

test('a protected VM loses no disk, but other keys', () => {
  const config = parseGuestConfig('protection: 1\nscsi0: local:100/vm-100-disk-0.qcow2\n')
  assert.throws(() => checkProtectedDisks(config, ['scsi0']), /protection mode enabled/)
  checkProtectedDisks(config, ['name'])
})

test('a boot order names devices that exist, are pending, or come with the same request', () => {
  const config = parseGuestConfig('net0: virtio\n\n[PENDING]\nscsi1: local:100/vm-100-disk-1.qcow2\n')
  const order = (text: string, more: [string, string][] = []) => new Map([['boot', text], ...more])
  checkBootOrder(config, order('order=scsi1;net0'), [])
  checkBootOrder(config, order('order=scsi0', [['scsi0', 'local:1']]), [])
  checkBootOrder(config, order('cdn'), [])
  checkBootOrder(config, order('order='), [])
  assert.throws(() => checkBootOrder(config, order('order=scsi0'), []), /invalid bootorder: device 'scsi0' does not exist/)
  assert.throws(() => checkBootOrder(config, order('order=net0'), ['net0']), /'net0' does not exist/)
})
