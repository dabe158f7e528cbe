import type { KernelTree } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { readPciDevice, type PciDevice } from '../pci/pci-device.ts'

const harmless = new Set(['vfio-pci', 'pci-stub', 'pcieport'])

/** Devices that come along: they cannot be told apart from the others of their group. */
async function groupMates(kernel: KernelTree, device: PciDevice): Promise<PciDevice[]> {
  const members = await kernel.list(`kernel/iommu_groups/${device.group}/devices`)
  const others = members.filter(address => address !== device.address)
  return (await Promise.all(others.map(address => readPciDevice(kernel, address)))).filter(mate => mate !== undefined)
}

const isBridge = (device: PciDevice) => device.class.startsWith('0x06')

/**
 * Refuses a PCI device that a guest cannot have as its own: one that is not there, one that the IOMMU does not keep
 * apart, one whose group the host uses too. `together`: all that the guest gets. `taken`: what other guests have.
 */
export async function checkPassable(
  kernel: KernelTree,
  address: string,
  together: ReadonlySet<string>,
  taken: ReadonlyMap<string, number>,
): Promise<void> {
  const device = await readPciDevice(kernel, address)
  if (!device) throw new Failure(`there is no PCI device at ${address}`)
  if (isBridge(device)) throw new Failure(`PCI device ${address} is a bridge, which no guest can have`)
  if (device.group === undefined) {
    throw new Failure(
      `PCI device ${address} is in no IOMMU group: turn on the IOMMU (VT-d, AMD-Vi) in the firmware and in the kernel's command line`,
    )
  }
  for (const mate of await groupMates(kernel, device)) {
    if (together.has(mate.address) || isBridge(mate)) continue
    const group = `PCI device ${address} shares IOMMU group ${device.group} with ${mate.address}`
    const owner = taken.get(mate.address)
    if (owner !== undefined) throw new Failure(`${group}, which VM ${owner} uses: give both to one guest`)
    if (mate.driver === undefined || harmless.has(mate.driver)) continue
    throw new Failure(`${group}, which the host uses (driver ${mate.driver}): pass both to the guest, or put the card into another slot`)
  }
}
