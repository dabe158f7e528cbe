import { useLingui } from '@lingui/react/macro'
import {
  AudioLines,
  Cable,
  ChartNoAxesGantt,
  CircuitBoard,
  Cloud,
  Cpu,
  Dices,
  Disc,
  Dog,
  FolderTree,
  HardDrive,
  HardDriveUpload,
  Microchip,
  Network,
  ShieldCheck,
  Usb,
  type LucideIcon,
} from 'lucide-react'
import { cdromKind, cloudInitKind } from './devices/cdrom-kind.tsx'
import { mountKind, passedDeviceKind } from './devices/container-kinds.tsx'
import type { DeviceKind } from './devices/device-kind.ts'
import { diskKind, importedDiskKind } from './devices/disk-kind.tsx'
import { efiKind, tpmKind } from './devices/firmware-disk-kinds.tsx'
import { containerNetKind, vmNetKind } from './devices/net-kind.tsx'
import { pciKind } from './devices/pci-kind.tsx'
import { numaKind } from './devices/numa-kind.tsx'
import { audioKind, ivshmemKind, parallelKind, rngKind, serialKind, virtiofsKind, watchdogKind } from './devices/small-kinds.tsx'
import { usbKind } from './devices/usb-kind.tsx'

export interface Addition {
  /** Its part of the address: `add-disk`. */
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly kind: DeviceKind
  readonly separated?: boolean
}

/** Everything that can be added to a guest. */
export function useAdditions(kind: 'qemu' | 'lxc'): readonly Addition[] {
  const { t } = useLingui()
  if (kind === 'lxc') {
    return [
      { id: 'mount', label: t`Mount point`, icon: FolderTree, kind: mountKind },
      { id: 'net', label: t`Network device`, icon: Network, kind: containerNetKind },
      { id: 'device', label: t`Device of the node`, icon: CircuitBoard, kind: passedDeviceKind },
    ]
  }
  return [
    { id: 'disk', label: t`Hard disk`, icon: HardDrive, kind: diskKind() },
    { id: 'import', label: t`Hard disk from an image`, icon: HardDriveUpload, kind: importedDiskKind },
    { id: 'cdrom', label: t`CD/DVD drive`, icon: Disc, kind: cdromKind },
    { id: 'cloudinit', label: t`Cloud-init drive`, icon: Cloud, kind: cloudInitKind },
    { id: 'net', label: t`Network device`, icon: Network, kind: vmNetKind, separated: true },
    { id: 'efi', label: t`EFI disk`, icon: Microchip, kind: efiKind, separated: true },
    { id: 'tpm', label: t`TPM`, icon: ShieldCheck, kind: tpmKind },
    { id: 'usb', label: t`USB device`, icon: Usb, kind: usbKind, separated: true },
    { id: 'pci', label: t`PCI device`, icon: CircuitBoard, kind: pciKind },
    { id: 'serial', label: t`Serial port`, icon: Cable, kind: serialKind, separated: true },
    { id: 'audio', label: t`Audio device`, icon: AudioLines, kind: audioKind },
    { id: 'rng', label: t`Random number generator`, icon: Dices, kind: rngKind },
    { id: 'virtiofs', label: t`Shared directory (virtiofs)`, icon: FolderTree, kind: virtiofsKind },
    { id: 'watchdog', label: t`Watchdog`, icon: Dog, kind: watchdogKind },
    { id: 'parallel', label: t`Parallel port`, icon: Cable, kind: parallelKind },
    { id: 'numa', label: t`NUMA node`, icon: Cpu, kind: numaKind },
    { id: 'ivshmem', label: t`Shared memory`, icon: ChartNoAxesGantt, kind: ivshmemKind },
  ]
}
