import { Failure } from '@quorate/schema'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import type { MachineKind } from '../plan/pci-layout.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { VmFacts } from '../plan/vm-facts.ts'
import { machineVersion, newestMachine } from './machine-version.ts'

export interface MachineChoice {
  /** What QEMU calls it: `pc-i440fx-7.2` */
  readonly type: string
  readonly kind: MachineKind
}

const form = /^(pc|q35|virt|pc-i440fx-[\d.]+|pc-q35-[\d.]+|virt-[\d.]+)$/

/** `pc-q35-8.1+pve0` and `.pxe` are names of other builds of the same machine. */
function plainName(wanted: string): string {
  const pc = /^pc-(\d.*)$/.exec(wanted.replace(/\+pve\d+/, '').replace(/\.pxe$/, ''))
  return pc ? `pc-i440fx-${pc[1]}` : wanted.replace(/\+pve\d+/, '').replace(/\.pxe$/, '')
}

/** Finds the machine that the config names. Fails when this QEMU does not offer it. */
export function chooseMachine(wanted: string | undefined, qemu: QemuCapabilities): MachineChoice {
  const name = plainName(wanted ?? 'pc')
  if (!form.test(name)) throw new Failure(`machine: '${wanted}' is not a machine type; use pc, q35 or a version of them such as pc-q35-7.2`)
  if (name.startsWith('virt')) throw new Failure(`machine: '${wanted}' is a machine of ARM; only pc and q35 can be run`)
  const machine = qemu.machines.find(candidate => candidate.name === name || candidate.alias === name)
  if (!machine) {
    const newer = machineVersion(name) > machineVersion(newestMachine(kindOf(name), qemu) ?? '')
    throw new Failure(
      `machine: QEMU ${qemu.version} on this node does not offer '${wanted}', which is ${newer ? 'newer: update QEMU, or set an older version' : 'no longer in it: set a newer version'} (machine: ${kindOf(name)} takes the newest, ${newestMachine(kindOf(name), qemu)})`,
    )
  }
  return { type: machine.name, kind: kindOf(machine.name) }
}

function kindOf(name: string): MachineKind {
  return name.includes('q35') ? 'q35' : 'pc'
}

/** kvm unless the config says `kvm: 0`. Fails when KVM is wanted and missing: falling back would make a guest forty times slower without a word. */
export function chooseAccel(config: VmConfig, facts: VmFacts): 'kvm' | 'tcg' {
  if (config.kvm === false) return 'tcg'
  if (facts.host.kvm && facts.qemu.accelerators.includes('kvm')) return 'kvm'
  throw new Failure(
    `KVM virtualization is configured for VM ${facts.vmid}, but node ${facts.node} has no usable /dev/kvm: turn on virtualization in its firmware, or set 'kvm: 0' to emulate the CPU (slow)`,
  )
}

/** Fails when the guest's programs are for another kind of CPU than the node's QEMU runs. */
export function checkArchitecture(config: VmConfig, facts: VmFacts): void {
  if (config.arch === undefined || config.arch === facts.qemu.arch) return
  throw new Failure(`arch: VM ${facts.vmid} is for ${config.arch}, but ${facts.qemu.binary} on node ${facts.node} runs ${facts.qemu.arch}`)
}

/** The `-machine` and `-accel` options. */
export function machineOptions(
  config: VmConfig,
  choice: MachineChoice,
  accel: 'kvm' | 'tcg',
  extra: { smm: boolean; pflash: readonly string[]; hpet: boolean; encryption: readonly string[] },
): string[] {
  const parts = [`type=${choice.type}`]
  if (!extra.hpet) parts.push('hpet=off')
  if (config.acpi === false) parts.push('acpi=off')
  if (extra.smm) parts.push('smm=on')
  if (config['allow-ksm'] === false) parts.push('mem-merge=off')
  if (config.machine?.viommu === 'intel' && accel === 'kvm' && !extra.encryption.includes('kernel-irqchip=split'))
    parts.push('kernel-irqchip=split')
  parts.push(...extra.encryption)
  extra.pflash.forEach((node, index) => parts.push(`pflash${index}=${node}`))
  return ['-machine', parts.join(','), '-accel', accel]
}

/** `-global` options for sleep states, where the config sets them. */
export function sleepOptions(config: VmConfig, kind: MachineKind): string[] {
  const chip = kind === 'q35' ? 'ICH9-LPC' : 'PIIX4_PM'
  const of = (state: 's3' | 's4') => {
    const enabled = config.machine?.[`enable-${state}`]
    return enabled === undefined ? [] : ['-global', `${chip}.disable_${state}=${enabled ? 0 : 1}`]
  }
  return [...of('s3'), ...of('s4')]
}
