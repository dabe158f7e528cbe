import type { Host } from '@quorate/host'
import { pciAddresses, readPciDevice, type PciDevice } from './pci-device.ts'
import { pciNames, type PciNames } from './pci-names.ts'

const bare = (number: string | undefined) => (number ?? '').replace(/^0x/, '')

/** The row of one device as the API shows it. */
function pciRow(device: PciDevice, names: PciNames) {
  const vendor = bare(device.vendor)
  const id = `${vendor}:${bare(device.device)}`
  const subVendor = bare(device.subsystemVendor)
  return {
    id: device.address,
    class: device.class,
    vendor: device.vendor,
    device: device.device,
    iommugroup: device.group ?? -1,
    vendor_name: names.get(vendor),
    device_name: names.get(id),
    subsystem_vendor: device.subsystemVendor,
    subsystem_device: device.subsystemDevice,
    subsystem_vendor_name: names.get(subVendor),
    subsystem_device_name: names.get(`${id} ${subVendor}:${bare(device.subsystemDevice)}`),
    mdev: device.mediated || undefined,
  }
}

/** PCI devices but those of the classes (`05`: memory controllers) that are left out. */
export async function pciRows(host: Host, options: { without: readonly string[]; verbose: boolean }) {
  const found = await Promise.all((await pciAddresses(host.kernel)).map(address => readPciDevice(host.kernel, address)))
  const without = options.without.map(text => bare(text.toLowerCase()))
  const devices = found.filter(device => device !== undefined).filter(device => !without.some(head => bare(device.class).startsWith(head)))
  if (!options.verbose) return devices.map(device => ({ id: device.address }))
  const vendors = new Set(devices.flatMap(device => [bare(device.vendor), bare(device.subsystemVendor)]))
  const names = await pciNames(host, vendors)
  return devices.map(device => pciRow(device, names))
}
