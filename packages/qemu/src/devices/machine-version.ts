import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import type { MachineKind } from '../plan/pci-layout.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import { windowsVersion } from './os-type.ts'

/** A number by which `pc-q35-7.2` compares with other versions; 0 for a name without one. */
export function machineVersion(name: string): number {
  const [major = '0', minor = '0', patch = '0'] = (/-(\d+(?:\.\d+)*)$/.exec(name)?.[1] ?? '').split('.')
  return Number(major) * 1e6 + Number(minor) * 1e3 + Number(patch)
}

/** `pc-i440fx-7.2`; undefined: this QEMU has no machine of the kind. */
export function newestMachine(kind: MachineKind, qemu: Pick<QemuCapabilities, 'machines'>): string | undefined {
  return qemu.machines.find(machine => machine.alias === kind)?.name
}

/** The last version before ACPI numbered devices anew, by which Windows took its network cards for new ones. */
const beforePinning = '5.1'

/**
 * The machine to start a guest with. Windows takes another version for another computer, so a guest of it whose config
 * names none keeps the one of the QEMU that it was created with, and an older guest 5.1. Others get the newest.
 */
export function wantedMachine(
  type: string | undefined,
  { ostype, meta }: VmConfig,
  qemu: Pick<QemuCapabilities, 'machines'>,
): string | undefined {
  const kind = type ?? 'pc'
  if (windowsVersion(ostype) === undefined || (kind !== 'pc' && kind !== 'q35')) return type
  const version = /(?:^|,)creation-qemu=(\d+\.\d+)/.exec(String(meta ?? ''))?.[1] ?? beforePinning
  const name = `pc-${kind === 'pc' ? 'i440fx' : 'q35'}-${version}`
  return qemu.machines.some(machine => machine.name === name) ? name : type
}
