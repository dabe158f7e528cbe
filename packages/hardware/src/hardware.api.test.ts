import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { kernelTree, realHost, rootAt } from '@quorate/host'
import { fakeHost } from '@quorate/testing'
import { below, madeUpSysfs } from './testing/made-up-sysfs.ts'
import { callApi } from './testing/call-api.ts'

const pciIds = `# comment
10de  NVIDIA Corporation
	1b80  GP104 [GeForce GTX 1080]
		1043 8591  Strix
8086  Intel Corporation
	1533  I210 Gigabit Network Connection
C 03  Display controller
	00  VGA compatible controller
`

async function machine(t: TestContext) {
  const folder = await madeUpSysfs(t, {
    ...below('bus/pci/devices/0000:01:00.0', {
      vendor: '0x10de',
      device: '0x1b80',
      class: '0x030000',
      subsystem_vendor: '0x1043',
      subsystem_device: '0x8591',
      iommu_group: '-> ../../../../kernel/iommu_groups/7',
      driver: '-> ../../drivers/nouveau',
      ...below('mdev_supported_types/nvidia-46', { available_instances: '3', name: 'GRID P40-1Q', description: 'frl_config=60' }),
      ...below('mdev_supported_types/nvidia-47', { available_instances: '0', name: 'GRID P40-2Q' }),
    }),
    ...below('bus/pci/devices/0000:02:00.0', { vendor: '0x8086', device: '0x1533', class: '0x020000', subsystem_vendor: '0x0000' }),
    ...below('bus/pci/devices/0000:03:00.4', {
      vendor: '0x10de',
      device: '0x1b80',
      class: '0x030200',
      'nvidia/creatable_vgpu_types': 'ID    : vGPU Name\n1147  : NVIDIA L4-1B\n1150  : NVIDIA L4-2Q',
    }),
    ...below('bus/pci/devices/0000:00:00.0', { vendor: '0x8086', device: '0x0d57', class: '0x060000' }),
    ...below('bus/usb/devices/usb1', { busnum: '1', devnum: '1', bDeviceClass: '09', speed: '480', idVendor: '1d6b', idProduct: '0002' }),
    ...below('bus/usb/devices/1-4.2', {
      busnum: '1',
      devnum: '7',
      bDeviceClass: '00',
      speed: '12',
      idVendor: '0951',
      idProduct: '1666',
      manufacturer: 'Kingston',
      product: 'DataTraveler',
      serial: '00A1',
    }),
    ...below('bus/usb/devices/1-4.2:1.0', { bInterfaceClass: '08' }),
  })
  const host = { ...fakeHost(), kernel: kernelTree(folder) }
  host.files.put('/usr/share/misc/pci.ids', pciIds)
  return callApi(host)
}

test('PCI devices are listed with their names, groups and drivers, bridges left out', async t => {
  const { call } = await machine(t)
  const rows = (await call('GET', '/nodes/{node}/hardware/pci', { node: 'pve' })) as Record<string, unknown>[]
  assert.deepEqual(
    rows.map(row => row['id']),
    ['0000:01:00.0', '0000:02:00.0', '0000:03:00.4'],
  )
  assert.deepEqual(rows[0], {
    id: '0000:01:00.0',
    class: '0x030000',
    vendor: '0x10de',
    device: '0x1b80',
    iommugroup: 7,
    vendor_name: 'NVIDIA Corporation',
    device_name: 'GP104 [GeForce GTX 1080]',
    subsystem_vendor: '0x1043',
    subsystem_device: '0x8591',
    subsystem_vendor_name: undefined,
    subsystem_device_name: 'Strix',
    mdev: true,
  })
  assert.deepEqual([rows[1]?.['iommugroup'], rows[1]?.['subsystem_vendor'], rows[1]?.['mdev']], [-1, undefined, undefined])
})

test('classes can be left out and details spared', async t => {
  const { call } = await machine(t)
  assert.deepEqual(await call('GET', '/nodes/{node}/hardware/pci', { node: 'pve', 'pci-class-blacklist': '03;02', verbose: '0' }), [
    { id: '0000:00:00.0' },
  ])
})

test('types of mediated devices are listed, of both kinds of drivers, by address and by mapping', async t => {
  const { call, store } = await machine(t)
  const types = (wanted: string) =>
    call('GET', '/nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev', { node: 'pve', 'pci-id-or-mapping': wanted })
  const classic = [
    { type: 'nvidia-46', available: 3, name: 'GRID P40-1Q', description: 'frl_config=60' },
    { type: 'nvidia-47', available: 0, name: 'GRID P40-2Q' },
  ]
  assert.deepEqual(await types('01:00.0'), classic)
  assert.deepEqual(await types('0000:03:00.4'), [
    { type: 'nvidia-1147', available: 1, name: 'NVIDIA L4-1B' },
    { type: 'nvidia-1150', available: 1, name: 'NVIDIA L4-2Q' },
  ])
  assert.deepEqual(await types('02:00.0'), [])
  await store.update('mapping/pci.cfg', { authid: 'root@pam' }, () => 'vgpu\n\tmap id=10de:1b80,node=pve,path=0000:01:00.0\n')
  assert.deepEqual(await types('vgpu'), classic)
  await assert.rejects(types('09:00.0'), /no PCI device at 0000:09:00.0 on node pve/)
  await assert.rejects(types('nothing'), /PCI mapping 'nothing' does not exist/)
})

test('USB devices are listed with their ports, hubs before what hangs on them', async t => {
  const { call } = await machine(t)
  assert.deepEqual(await call('GET', '/nodes/{node}/hardware/usb', { node: 'pve' }), [
    { busnum: 1, devnum: 1, port: 0, level: 0, class: 9, speed: '480', vendid: '1d6b', prodid: '0002' },
    {
      busnum: 1,
      devnum: 7,
      port: 1,
      level: 2,
      class: 0,
      speed: '12',
      vendid: '0951',
      prodid: '1666',
      usbpath: '4.2',
      manufacturer: 'Kingston',
      product: 'DataTraveler',
      serial: '00A1',
    },
  ])
})

test('the devices of the machine that the test runs on can be read', async t => {
  const host = realHost(rootAt('/nonexistent', 'pve'))
  const { call } = callApi(host)
  const addresses = await host.kernel.list('bus/pci/devices')
  if (addresses.length === 0) return t.skip('this machine has no PCI devices')
  const rows = (await call('GET', '/nodes/{node}/hardware/pci', { node: 'pve', 'pci-class-blacklist': '' })) as {
    id: string
    vendor: string
  }[]
  assert.deepEqual(
    rows.map(row => row.id),
    addresses,
  )
  for (const row of rows) assert.match(row.vendor, /^0x[0-9a-f]{4}$/)
  assert.ok(Array.isArray(await call('GET', '/nodes/{node}/hardware/usb', { node: 'pve' })))
})
