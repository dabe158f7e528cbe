/**
 * Where each device sits on the PCI buses. Guests name their network cards and disks by these places, so a place never
 * changes and is never used for anything else. The places that people know from their guests (`ens18` is net0) are kept.
 *
 * i440fx (`pc`): bus pci.0, with bridges to pci.1, pci.2 and, where they are needed, pci.3 (one
 * controller per SCSI disk) and pci.4 (shared folders).
 * q35: PCI Express bus pcie.0 with the graphics card and root ports; behind a bridge (pcidmi) the same pci.0 to pci.4
 * with the same slots. Cards that want PCI Express sit behind root ports, of which four are always there.
 */
export type MachineKind = 'pc' | 'q35'

export interface PciPlace {
  readonly bus: string
  readonly addr: string
}

interface Range {
  readonly name: string
  /** Number of the first device of that name. */
  readonly from: number
  readonly count: number
  readonly bus: string
  readonly slot: number
}

const ranges: readonly Range[] = [
  { name: 'vga', from: 0, count: 1, bus: 'pci.0', slot: 0x2 },
  { name: 'balloon', from: 0, count: 1, bus: 'pci.0', slot: 0x3 },
  { name: 'watchdog', from: 0, count: 1, bus: 'pci.0', slot: 0x4 },
  { name: 'scsihw', from: 0, count: 2, bus: 'pci.0', slot: 0x5 },
  { name: 'ahci', from: 0, count: 1, bus: 'pci.0', slot: 0x7 },
  { name: 'qga', from: 0, count: 1, bus: 'pci.0', slot: 0x8 },
  { name: 'spice', from: 0, count: 1, bus: 'pci.0', slot: 0x9 },
  { name: 'virtio', from: 0, count: 6, bus: 'pci.0', slot: 0xa },
  { name: 'hostpci', from: 0, count: 2, bus: 'pci.0', slot: 0x10 },
  { name: 'net', from: 0, count: 6, bus: 'pci.0', slot: 0x12 },
  { name: 'vga', from: 1, count: 3, bus: 'pci.0', slot: 0x18 },
  { name: 'hostpci', from: 2, count: 2, bus: 'pci.0', slot: 0x1b },
  { name: 'viommu', from: 0, count: 1, bus: 'pci.0', slot: 0x1d },
  { name: 'bridge', from: 1, count: 2, bus: 'pci.0', slot: 0x1e },
  { name: 'bridge', from: 3, count: 1, bus: 'pci.0', slot: 0x5 },
  { name: 'net', from: 6, count: 26, bus: 'pci.1', slot: 0x1 },
  { name: 'xhci', from: 0, count: 1, bus: 'pci.1', slot: 0x1b },
  { name: 'ehci', from: 0, count: 1, bus: 'pci.1', slot: 0x1c },
  { name: 'rng', from: 0, count: 1, bus: 'pci.1', slot: 0x1d },
  { name: 'bridge', from: 4, count: 1, bus: 'pci.1', slot: 0x1e },
  { name: 'virtio', from: 6, count: 10, bus: 'pci.2', slot: 0x1 },
  { name: 'ivshmem', from: 0, count: 1, bus: 'pci.2', slot: 0xb },
  { name: 'audio', from: 0, count: 1, bus: 'pci.2', slot: 0xc },
  { name: 'hostpci', from: 4, count: 12, bus: 'pci.2', slot: 0xd },
  { name: 'scsihw', from: 2, count: 3, bus: 'pci.2', slot: 0x19 },
  { name: 'virtioscsi', from: 0, count: 31, bus: 'pci.3', slot: 0x1 },
  { name: 'virtiofs', from: 0, count: 10, bus: 'pci.4', slot: 0x1 },
]

const places = new Map<string, PciPlace>()
for (const range of ranges) {
  for (let at = 0; at < range.count; at++) {
    places.set(`${range.name}${range.from + at}`, { bus: range.bus, addr: `0x${(range.slot + at).toString(16)}` })
  }
}

/** Places that differ on q35. */
const q35Places = new Map<string, PciPlace>([
  ['vga0', { bus: 'pcie.0', addr: '0x1' }],
  ['bridge0', { bus: 'pcidmi', addr: '0x1' }],
  ['bridge1', { bus: 'pcidmi', addr: '0x2' }],
  ['bridge2', { bus: 'pcidmi', addr: '0x3' }],
  ['viommu0', { bus: 'pcie.0', addr: '0x3' }],
])

/** The place of `net0`, `scsihw0`, `vga0`, ... Throws TypeError for a name that has none. */
export function pciPlace(kind: MachineKind, name: string): PciPlace {
  const place = (kind === 'q35' ? q35Places.get(name) : undefined) ?? places.get(name)
  if (!place) throw new TypeError(`no PCI place for ${name}`)
  return place
}

/** Root ports that are always there on q35: slot 0x1c, functions 0 to 3. */
export const fixedRootPorts = 4

/** Where a root port sits: 0 to 3 are always there, 4 to 15 are added in slots 0x4 to 0xf with the host device that needs one. */
export function rootPortPlace(port: number): PciPlace & { readonly id: string } {
  const id = `ich9-pcie-port-${port + 1}`
  if (port < fixedRootPorts) return { id, bus: 'pcie.0', addr: `0x1c.${port}` }
  const extra = port - fixedRootPorts
  return { id, bus: 'pcie.0', addr: `0x${(0x4 + extra).toString(16)}` }
}

/** Every fixed place, for the proof that none is used twice. */
export function allPlaces(kind: MachineKind): ReadonlyMap<string, PciPlace> {
  return kind === 'q35' ? new Map([...places, ...q35Places]) : places
}
