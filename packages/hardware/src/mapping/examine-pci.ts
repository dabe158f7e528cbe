import type { KernelTree } from '@quorate/host'
import { parsePciAddress } from '../pci/pci-address.ts'
import { functionsOf, readPciDevice } from '../pci/pci-device.ts'
import type { PciMapEntry } from './mapping-entry.ts'

const bare = (number: string | undefined) => (number ?? '0x0000').replace(/^0x/, '').toLowerCase()

/** Addresses that an entry names, with all functions of a card that it names as a whole. Those that are not there are left out. */
export async function entryAddresses(kernel: KernelTree, entry: PciMapEntry): Promise<string[]> {
  const named = entry.path.split(';').map(async text => {
    const address = parsePciAddress(text)
    if (!address) return []
    if (address.function === undefined) return await functionsOf(kernel, address.slot)
    const full = `${address.slot}.${address.function}`
    return (await readPciDevice(kernel, full)) ? [full] : []
  })
  return (await Promise.all(named)).flat()
}

/** What speaks against using an entry: it names no device, or another one sits there by now. undefined: nothing. */
export async function examinePci(kernel: KernelTree, entry: PciMapEntry): Promise<string | undefined> {
  for (const text of entry.path.split(';')) {
    if ((await entryAddresses(kernel, { ...entry, path: text })).length === 0) return `there is no PCI device at ${text}`
  }
  const [first] = await entryAddresses(kernel, entry)
  const device = first === undefined ? undefined : await readPciDevice(kernel, first)
  if (!device) return `there is no PCI device at ${entry.path}`
  const id = `${bare(device.vendor)}:${bare(device.device)}`
  const subsystem = `${bare(device.subsystemVendor)}:${bare(device.subsystemDevice)}`
  if (id !== entry.id.toLowerCase()) return `the device at ${entry.path} is ${id}, not ${entry.id}`
  const wanted = entry['subsystem-id']?.toLowerCase()
  if (wanted !== undefined && wanted !== subsystem) return `the device at ${entry.path} has the subsystem id ${subsystem}, not ${wanted}`
  if (entry.iommugroup !== undefined && entry.iommugroup !== (device.group ?? -1)) {
    return `the device at ${entry.path} is in ${device.group === undefined ? 'no IOMMU group' : `IOMMU group ${device.group}`}, not in ${entry.iommugroup}`
  }
  return undefined
}

/** What may surprise, but prevents nothing. */
export function remarkPci(entry: PciMapEntry): string | undefined {
  return entry.iommugroup === undefined || entry['subsystem-id'] === undefined
    ? `the entry of ${entry.path} records no ${entry.iommugroup === undefined ? 'IOMMU group' : 'subsystem id'}, so that a change of it is not noticed`
    : undefined
}
