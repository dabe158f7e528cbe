import assert from 'node:assert/strict'
import { test } from 'node:test'
import { osHardware } from './os-defaults.ts'

test('Linux gets paravirtual devices and an agent', () => {
  const { bus, nic, agent, bios } = osHardware('l26', false)
  assert.deepEqual({ bus, nic, agent, bios }, { bus: 'scsi', nic: 'virtio', agent: true, bios: 'seabios' })
})

test('Windows 11 gets what it asks for: UEFI with secure boot, and a TPM', () => {
  const { bios, tpm, secureBoot, machine } = osHardware('win11', false)
  assert.deepEqual({ bios, tpm, secureBoot, machine }, { bios: 'ovmf', tpm: true, secureBoot: true, machine: 'q35' })
})

test('Windows gets paravirtual devices with their drivers alone', () => {
  assert.deepEqual([osHardware('win10', false).bus, osHardware('win10', false).nic], ['sata', 'e1000e'])
  assert.deepEqual([osHardware('win10', true).bus, osHardware('win10', true).nic], ['scsi', 'virtio'])
})

test('of an unknown system nothing modern is expected', () => {
  assert.deepEqual([osHardware('other', true).bus, osHardware('other', true).nic], ['ide', 'e1000'])
})
