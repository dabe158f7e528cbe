export const osTypes = ['l26', 'win11', 'win10', 'win8', 'win7', 'wvista', 'w2k8', 'w2k3', 'wxp', 'w2k', 'solaris', 'l24', 'other'] as const
export type OsType = (typeof osTypes)[number]

export const isWindows = (os: OsType): boolean => os.startsWith('w')

export type DiskBus = 'scsi' | 'virtio' | 'sata' | 'ide'

/** Hardware that a guest system can work with from its installation on. */
export interface OsHardware {
  readonly bios: 'seabios' | 'ovmf'
  /** Empty: the server's default. */
  readonly machine: '' | 'q35'
  readonly bus: DiskBus
  readonly scsihw: 'virtio-scsi-single' | 'lsi'
  readonly nic: 'virtio' | 'e1000e' | 'e1000' | 'rtl8139'
  readonly agent: boolean
  readonly tpm: boolean
  /** Secure boot with the usual keys. */
  readonly secureBoot: boolean
  /** GiB */
  readonly leastDisk: number
  /** MiB */
  readonly leastMemory: number
}

const plain: OsHardware = {
  bios: 'seabios',
  machine: '',
  bus: 'scsi',
  scsihw: 'virtio-scsi-single',
  nic: 'virtio',
  agent: true,
  tpm: false,
  secureBoot: false,
  leastDisk: 8,
  leastMemory: 512,
}

/** `drivers`: VirtIO drivers for Windows are at hand during its installation. */
export function osHardware(os: OsType, drivers: boolean): OsHardware {
  const paravirtual = drivers ? {} : ({ bus: 'sata', nic: 'e1000e', agent: false } as const)
  switch (os) {
    case 'l26':
      return { ...plain, machine: 'q35' }
    case 'win11':
      return { ...plain, machine: 'q35', bios: 'ovmf', tpm: true, secureBoot: true, leastDisk: 64, leastMemory: 4096, ...paravirtual }
    case 'win10':
      return { ...plain, machine: 'q35', bios: 'ovmf', secureBoot: true, leastDisk: 40, leastMemory: 4096, ...paravirtual }
    case 'win8':
    case 'win7':
      return { ...plain, machine: 'q35', leastDisk: 32, leastMemory: 2048, ...paravirtual }
    case 'wvista':
    case 'w2k8':
      return { ...plain, leastDisk: 32, leastMemory: 2048, ...paravirtual, ...(!drivers && { nic: 'e1000' }) }
    default:
      // Systems older than VirtIO, and those of which nothing is known.
      return { ...plain, bus: 'ide', scsihw: 'lsi', nic: os === 'w2k' || os === 'wxp' ? 'rtl8139' : 'e1000', agent: false }
  }
}
