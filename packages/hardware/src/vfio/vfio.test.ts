import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureText } from '@quorate/schema'
import { fakeHost } from '@quorate/testing'
import { bindVfio, resetPci } from './bind-vfio.ts'
import { checkPassable } from './check-passable.ts'
import { createMediated, removeMediated } from './mediated-device.ts'

const gpu = '0000:01:00.0'
const sound = '0000:01:00.1'

function machine() {
  const host = fakeHost()
  host.kernel.addPci(gpu, { id: '10de:1b80', group: 1, driver: 'nouveau' })
  host.kernel.addPci(sound, { id: '10de:10f0', class: '0x040300', group: 1, driver: 'snd_hda_intel' })
  host.kernel.addPci('0000:00:01.0', { id: '8086:1901', class: '0x060400', group: 1, driver: 'pcieport' })
  host.kernel.addPci('0000:02:00.0', { id: '8086:5916', mediated: { 'i915-a': 1 } })
  host.programs.script('modprobe', ([name]) => host.kernel.addDriver(name as string))
  return host
}

test('a device goes to vfio-pci and back to the driver that it came from', async () => {
  const host = machine()
  const giveBack = await bindVfio(host, gpu)
  assert.equal(host.kernel.driverOf(gpu), 'vfio-pci')
  assert.deepEqual(host.kernel.orders, [
    `bus/pci/devices/${gpu}/driver_override vfio-pci`,
    `bus/pci/drivers/nouveau/unbind ${gpu}`,
    `bus/pci/drivers_probe ${gpu}`,
  ])
  const again = await bindVfio(host, gpu)
  await again()
  assert.equal(host.kernel.driverOf(gpu), 'vfio-pci')
  await giveBack()
  assert.equal(host.kernel.driverOf(gpu), 'nouveau')
  assert.equal(await resetPci(host, gpu), true)
  assert.equal(await resetPci(host, '0000:09:00.0'), false)
})

test('a device that cannot be taken goes back at once, with the reason', async () => {
  for (const path of [`bus/pci/devices/${gpu}/driver_override`, 'bus/pci/drivers/nouveau/unbind', 'bus/pci/drivers_probe']) {
    const host = machine()
    host.kernel.refused.add(path)
    await assert.rejects(bindVfio(host, gpu), (error: unknown) =>
      /0000:01:00.0 could not be taken from the host \(driver nouveau\).*: .*it is in use$/.test(failureText(error)),
    )
    assert.equal(host.kernel.driverOf(gpu), 'nouveau', path)
  }
})

test('what a guest cannot have is refused in a sentence', async () => {
  const host = machine()
  const check = (address: string, together: string[] = [address], taken: [string, number][] = []) =>
    checkPassable(host.kernel, address, new Set(together), new Map(taken))
  await check(gpu, [gpu, sound])
  await assert.rejects(check(gpu), /shares IOMMU group 1 with 0000:01:00.1, which the host uses \(driver snd_hda_intel\)/)
  await bindVfio(host, sound)
  await check(gpu)
  await assert.rejects(check(gpu, [gpu], [[sound, 101]]), /shares IOMMU group 1 with 0000:01:00.1, which VM 101 uses/)
  await assert.rejects(check('0000:09:00.0'), /there is no PCI device at 0000:09:00.0/)
  await assert.rejects(check('0000:00:01.0'), /is a bridge/)
  await assert.rejects(check('0000:02:00.0'), /in no IOMMU group: turn on the IOMMU/)
})

test('a mediated device is made anew and taken away, twice without harm', async () => {
  const { kernel } = machine()
  const device = { address: '0000:02:00.0', type: 'i915-a', uuid: '00000000-0000-0000-0000-000000000100' }
  const left = () => kernel.texts.get('bus/pci/devices/0000:02:00.0/mdev_supported_types/i915-a/available_instances')
  await createMediated(kernel, device)
  assert.equal(left(), '0')
  await createMediated(kernel, device)
  await assert.rejects(
    createMediated(kernel, { ...device, uuid: 'other' }),
    /no mediated device of type 'i915-a' could be made on 0000:02:00.0/,
  )
  await removeMediated(kernel, device)
  await removeMediated(kernel, device)
  assert.equal(left(), '1')
})
