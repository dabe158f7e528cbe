import type { KernelTree } from '@quorate/host'

export const pciDevices = 'bus/pci/devices'

/** One function of a PCI card, as the kernel shows it. Numbers are texts such as `0x8086`. */
export interface PciDevice {
  /** `0000:01:00.0` */
  readonly address: string
  readonly class: string
  readonly vendor: string
  readonly device: string
  /** undefined: it has none */
  readonly subsystemVendor: string | undefined
  readonly subsystemDevice: string | undefined
  /** undefined: the IOMMU is off, or does not know the device */
  readonly group: number | undefined
  /** The host's driver that holds it. */
  readonly driver: string | undefined
  /** It can be split into mediated devices. */
  readonly mediated: boolean
}

function unlessZero(text: string | undefined): string | undefined {
  return text === undefined || /^0x0*$/.test(text) ? undefined : text
}

/** undefined: there is no such device */
export async function readPciDevice(kernel: KernelTree, address: string): Promise<PciDevice | undefined> {
  const at = `${pciDevices}/${address}`
  const [vendor, device, kind] = await Promise.all(['vendor', 'device', 'class'].map(name => kernel.read(`${at}/${name}`)))
  if (vendor === undefined || device === undefined) return undefined
  const group = await kernel.linked(`${at}/iommu_group`)
  const mediated =
    (await kernel.list(`${at}/mdev_supported_types`)).length > 0 || (await kernel.read(`${at}/nvidia/creatable_vgpu_types`)) !== undefined
  return {
    address,
    class: kind ?? '0x000000',
    vendor,
    device,
    subsystemVendor: unlessZero(await kernel.read(`${at}/subsystem_vendor`)),
    subsystemDevice: unlessZero(await kernel.read(`${at}/subsystem_device`)),
    group: group === undefined ? undefined : Number(group),
    driver: await kernel.linked(`${at}/driver`),
    mediated,
  }
}

export async function pciAddresses(kernel: KernelTree): Promise<string[]> {
  return await kernel.list(pciDevices)
}

/** Every function of the card in a slot (`0000:01:00`), lowest first. */
export async function functionsOf(kernel: KernelTree, slot: string): Promise<string[]> {
  return (await pciAddresses(kernel)).filter(address => address.startsWith(`${slot}.`))
}
