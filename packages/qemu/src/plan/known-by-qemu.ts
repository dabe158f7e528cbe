import { Failure } from '@quorate/schema'
import type { QemuCapabilities } from '../capabilities/qemu-capabilities.ts'
import type { PlanContext } from './plan-context.ts'
import type { DevicePlan, QemuArguments } from './vm-plan.ts'

/** Names under which `-device` takes a device whose type has another name. */
const aliases: Readonly<Record<string, string>> = { ahci: 'ich9-ahci', lsi: 'lsi53c895a' }
/** Types that another one is made of, and that come in a module of their own. */
const parts: Readonly<Record<string, string>> = { 'virtio-vga': 'virtio-gpu-device', 'virtio-vga-gl': 'virtio-gpu-gl-device' }
/** Options of every device, whatever its type. */
const general = new Set(['driver', 'id', 'bus', 'bootindex'])

interface Known {
  readonly devices: ReadonlySet<string>
  readonly options: ReadonlyMap<string, ReadonlySet<string>>
}

const remembered = new WeakMap<QemuCapabilities, Known>()

function knownOf(qemu: QemuCapabilities): Known {
  let known = remembered.get(qemu)
  if (!known) {
    known = {
      devices: new Set(qemu.devices),
      options: new Map(Object.entries(qemu.properties).map(([type, names]) => [type, new Set(names)])),
    }
    remembered.set(qemu, known)
  }
  return known
}

/** Refuses a device or an option of it that this QEMU does not have, naming the config's key and QEMU's version. */
function checkKnown(context: Pick<PlanContext, 'facts'>, key: string, device: QemuArguments & { readonly driver: string }): void {
  const { qemu, node } = context.facts
  const { devices, options } = knownOf(qemu)
  const type = aliases[device.driver] ?? device.driver
  const missing = [type, parts[type] ?? type].find(name => !devices.has(name))
  if (missing !== undefined) {
    throw new Failure(
      `${key}: QEMU ${qemu.version} on node ${node} does not know the device '${missing}': install the package that has it, or change ${key}`,
    )
  }
  const offered = options.get(type)
  if (!offered) return
  for (const name in device) {
    if (device[name] === undefined || general.has(name) || offered.has(name)) continue
    throw new Failure(`${key}: QEMU ${qemu.version} on node ${node} does not know the option '${name}' of the device '${type}'`)
  }
}

/** The same devices, once it is sure that this QEMU knows them. */
export function known<D extends DevicePlan>(context: Pick<PlanContext, 'facts'>, key: string, devices: readonly D[]): readonly D[] {
  for (const device of devices) checkKnown(context, key, device)
  return devices
}

/** Is this the name of a flag or a property of CPUs, in either spelling (`hv_tlbflush`, `hv-tlbflush`)? True where QEMU was not asked. */
export function isCpuFlag(qemu: QemuCapabilities, flag: string): boolean {
  const offered = knownOf(qemu).options.get('max-x86_64-cpu')
  return offered === undefined || offered.has(flag) || offered.has(flag.replaceAll('_', '-'))
}
