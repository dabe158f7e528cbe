import { containerNetKind, vmNetKind } from './net-kind.tsx'
import type { DeviceKind } from './device-kind.ts'
import { efiKind, tpmKind } from './firmware-disk-kinds.tsx'
import { mountKind, passedDeviceKind, rootKind } from './container-kinds.tsx'
import { pciKind } from './pci-kind.tsx'
import { numaKind } from './numa-kind.tsx'
import { audioKind, ivshmemKind, parallelKind, rngKind, serialKind, virtiofsKind, watchdogKind } from './small-kinds.tsx'
import { usbKind } from './usb-kind.tsx'

/** Devices of VMs other than drives. */
export const vmKinds: readonly DeviceKind[] = [
  vmNetKind,
  efiKind,
  tpmKind,
  usbKind,
  pciKind,
  serialKind,
  audioKind,
  rngKind,
  watchdogKind,
  virtiofsKind,
  numaKind,
  ivshmemKind,
  parallelKind,
]

export const containerKinds: readonly DeviceKind[] = [containerNetKind, mountKind, rootKind, passedDeviceKind]
