import { existsSync } from 'node:fs'
import type { VmFacts } from '../plan/vm-facts.ts'

type Lacks = (facts: VmFacts) => boolean

const noProperty =
  (device: string, name: string): Lacks =>
  ({ qemu }) =>
    !qemu.properties[device]?.includes(name)
const noDevice =
  (device: string): Lacks =>
  ({ qemu }) =>
    !qemu.devices.includes(device)

/** Forms of a config that not every QEMU or machine can do, and how its refusal begins. */
const demanding: readonly (readonly [form: RegExp, lacks: Lacks, refusal: RegExp])[] = [
  [/^(?:amd-sev|intel-tdx)/m, ({ host }) => !host.sev && !host.tdx, /^(?:amd-sev|intel-tdx): /],
  [/^cpu:.*guest-phys-bits/m, noProperty('max-x86_64-cpu', 'guest-phys-bits'), /^cpu: QEMU .*'guest-phys-bits'/],
  [/^machine:.*virtio,aw-bits/m, noProperty('virtio-iommu-pci', 'aw-bits'), /QEMU .*'aw-bits'/],
  [/^machine: pc-2\.1$/m, ({ qemu }) => !qemu.machines.some(({ name }) => name === 'pc-i440fx-2.1'), /^machine: QEMU .*no longer in it/],
  [/^vga: qxl/m, noDevice('qxl-vga'), /^vga: QEMU /],
  [/^vga: virtio-gl/m, noDevice('virtio-gpu-gl-device'), /QEMU .*virtio-(?:vga|gpu)-gl/],
  [/^vga: virtio-gl/m, ({ host }) => host.renderNode === false, /^vga: virtio-gl needs a graphics card/],
  [/^efidisk0: (?!.*efitype=4m)/m, ({ paths }) => !existsSync(`${paths.firmware}/OVMF_CODE.fd`), /^efidisk0: node .* has no OVMF_CODE/],
]

/** How the refusals of a sample begin, of which there must be one; undefined: this machine and its QEMU can do all of it. */
export function refusalOf(text: string, facts: VmFacts): RegExp | undefined {
  const refusals = demanding.flatMap(([form, lacks, refusal]) => (form.test(text) && lacks(facts) ? [refusal.source] : []))
  return refusals.length ? new RegExp(refusals.join('|')) : undefined
}
