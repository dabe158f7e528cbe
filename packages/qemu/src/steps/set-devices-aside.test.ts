import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failureText } from '@quorate/schema'
import { fakeHost, MemoryStore } from '@quorate/testing'
import { parseGuestConfig } from '@quorate/guest'
import { readConfig } from '../plan/read-config.ts'
import { devicesAside, removeDevicesAside } from '../runtime/devices-aside.ts'
import { setDevicesAside } from './set-devices-aside.ts'

const mappings = `gpu
	map id=10de:1b80,iommugroup=1,node=pve,path=0000:01:00
	map id=10de:1b80,iommugroup=2,node=pve,path=0000:02:00

moved
	map id=10de:9999,node=pve,path=0000:01:00

split
	map id=8086:5916,node=pve,path=0000:00:02.0
	mdev 1

typed
	map id=10de:27b8,node=pve,path=0000:03:00.4
	map id=10de:27b8,node=pve,path=0000:03:00.5
	mdev 1

empty
	map id=10de:1b80,node=elsewhere,path=0000:01:00
`

function arrange() {
  const host = fakeHost()
  for (const [slot, group] of [
    ['0000:01:00', 1],
    ['0000:02:00', 2],
  ] as const) {
    host.kernel.addPci(`${slot}.0`, { id: '10de:1b80', group })
    host.kernel.addPci(`${slot}.1`, { id: '10de:10f0', group })
  }
  host.kernel.addPci('0000:00:02.0', { id: '8086:5916', group: 3, mediated: { 'i915-a': 2, 'i915-b': 0 } })
  for (const address of ['0000:03:00.4', '0000:03:00.5']) host.kernel.addPci(address, { id: '10de:27b8', group: 4, vgpuTypes: { 7: 'L4' } })
  const store = new MemoryStore({ 'mapping/pci.cfg': mappings })
  const start = async (vmid: number, text: string) => {
    const { config } = readConfig(vmid, parseGuestConfig(text).current)
    await setDevicesAside({ host, store }, vmid, config)
    return await devicesAside(host, vmid)
  }
  const refuses = (vmid: number, text: string, message: RegExp) =>
    assert.rejects(start(vmid, text), (error: unknown) => {
      assert.match(failureText(error), message)
      return true
    })
  return { host, start, refuses }
}

test('guests that start at the same time get different cards of a mapping, and one too many none', async () => {
  const { host, start, refuses } = arrange()
  const [first, second] = await Promise.all([start(100, 'hostpci0: mapping=gpu\n'), start(101, 'hostpci3: mapping=gpu\n')])
  assert.deepEqual(first, { hostpci0: ['0000:01:00.0', '0000:01:00.1'] })
  assert.deepEqual(second, { hostpci3: ['0000:02:00.0', '0000:02:00.1'] })
  await refuses(
    102,
    'hostpci0: mapping=gpu\n',
    /^hostpci0: mapping 'gpu' cannot be used: PCI device 0000:01:00.0 is in use by VM 100; PCI device 0000:02:00.0 is in use by VM 101$/,
  )
  assert.deepEqual(await devicesAside(host, 102), {})
  await removeDevicesAside(host, 100)
  assert.deepEqual(await start(102, 'hostpci0: mapping=gpu\n'), { hostpci0: ['0000:01:00.0', '0000:01:00.1'] })
})

test('a device in use by another guest, or twice in one, is refused with the name of who has it', async () => {
  const { start, refuses } = arrange()
  await start(100, 'hostpci0: 01:00\n')
  await refuses(101, 'hostpci0: 0000:01:00.1\n', /^hostpci0: PCI device 0000:01:00.1 is in use by VM 100$/)
  await refuses(101, 'hostpci0: 02:00\nhostpci1: 02:00.1\n', /^hostpci1: PCI device 0000:02:00.1 is in use by hostpci0$/)
  assert.deepEqual(await start(100, 'hostpci0: 01:00\n'), { hostpci0: ['0000:01:00.0', '0000:01:00.1'] })
})

test('mediated devices of one card go to many guests, a whole card to one', async () => {
  const { start, refuses } = arrange()
  const config = 'hostpci0: 00:02.0,mdev=i915-a\n'
  await start(100, config)
  await start(101, config)
  await refuses(102, 'hostpci0: 00:02.0,mdev=i915-b\n', /no mediated device of type 'i915-b' left/)
  await refuses(102, 'hostpci0: 00:02.0,mdev=i915-c\n', /no mediated devices of type 'i915-c' \(but i915-a, i915-b\)/)
  await refuses(102, 'hostpci0: 00:02.0\n', /PCI device 0000:00:02.0 is in use by VM 10[01]/)
  await refuses(102, 'hostpci0: 01:00.0,mdev=i915-a\n', /0000:01:00.0 has no mediated devices of type 'i915-a'$/)
})

test('functions that take a type themselves go to one guest each', async () => {
  const { start, refuses } = arrange()
  const config = 'hostpci0: mapping=typed,mdev=nvidia-7\n'
  assert.deepEqual(await start(100, config), { hostpci0: ['0000:03:00.4'] })
  assert.deepEqual(await start(101, config), { hostpci0: ['0000:03:00.5'] })
  await refuses(102, config, /in use by VM 100; .* in use by VM 101/)
})

test('a mapping that does not fit is refused with what is wrong', async () => {
  const { refuses } = arrange()
  await refuses(100, 'hostpci0: mapping=moved\n', /the device at 0000:01:00 is 10de:1b80, not 10de:9999/)
  await refuses(100, 'hostpci0: mapping=none\n', /^hostpci0 cannot be used: PCI mapping 'none' does not exist/)
  await refuses(100, 'hostpci0: mapping=empty\n', /PCI mapping 'empty' has nothing on node pve/)
  await refuses(100, 'hostpci0: mapping=gpu,mdev=i915-a\n', /mapping 'gpu' is not for mediated devices/)
  await refuses(100, 'hostpci0: mapping=split\n', /mapping 'split' is for mediated devices: name a type/)
  await refuses(100, 'hostpci0: 09:00\n', /^hostpci0: there is no PCI device at 0000:09:00 on node pve/)
})
