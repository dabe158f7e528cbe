/** What a mapping stands for: PCI devices, USB devices, folders. */
export type MappingKind = 'pci' | 'usb' | 'dir'

/** Where the mappings of a kind are kept, below /etc/pve. */
export const mappingPaths: Readonly<Record<MappingKind, string>> = {
  pci: 'mapping/pci.cfg',
  usb: 'mapping/usb.cfg',
  dir: 'mapping/directory.cfg',
}

/** For sentences: `PCI mapping 'gpu' does not exist` */
export const mappingNames: Readonly<Record<MappingKind, string>> = { pci: 'PCI mapping', usb: 'USB mapping', dir: 'directory mapping' }
