import { functionsOf, parsePciAddress, resolveMapping, takesTypeItself } from '@quorate/hardware'
import { Failure } from '@quorate/schema'
import { hostPciKeys } from '../devices/host-pci.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { ResolvedMapping, VmFacts } from '../plan/vm-facts.ts'
import { devicesAside } from '../runtime/devices-aside.ts'
import type { QemuServices } from '../services.ts'

type DeviceServices = Pick<QemuServices, 'host' | 'store'>
type DeviceFacts = Pick<VmFacts, 'mappings' | 'pciFunctions' | 'setAside' | 'typedFunctions'>

const mapped = [
  ['hostpci', 'pci', 'mapping'],
  ['usb', 'usb', 'mapping'],
  ['virtiofs', 'dir', 'dirid'],
] as const

async function mappings(services: DeviceServices, config: VmConfig): Promise<Map<string, ResolvedMapping>> {
  const found = new Map<string, ResolvedMapping>()
  for (const [key, value] of Object.entries(config)) {
    const [, kind, member] = mapped.find(([name]) => key.replace(/\d+$/, '') === name && key !== name) ?? []
    const name = kind && (value as Record<string, unknown> | undefined)?.[member as string]
    if (kind === undefined || typeof name !== 'string') continue
    try {
      found.set(`${kind}/${name}`, await resolveMapping(services, kind, name))
    } catch (error) {
      throw new Failure(`${key} cannot be used`, { cause: error })
    }
  }
  return found
}

/** What this node has of the devices that a config names. */
export async function deviceFacts(services: DeviceServices, vmid: number, config: VmConfig): Promise<DeviceFacts> {
  const { kernel } = services.host
  const found = await mappings(services, config)
  const named = hostPciKeys(config).flatMap(([, { host }]) => (host ?? '').split(';').flatMap(text => parsePciAddress(text) ?? []))
  const functions = new Map<string, readonly string[]>()
  for (const { slot, function: number } of named) if (number === undefined) functions.set(slot, await functionsOf(kernel, slot))
  const single = named.flatMap(({ slot, function: number }) => (number === undefined ? [] : [`${slot}.${number}`]))
  const mappedAddresses = [...found].flatMap(([name, { choices }]) => (name.startsWith('pci/') ? choices.flatMap(one => one.devices) : []))
  const typed = new Set<string>()
  for (const address of [...single, ...[...functions.values()].flat(), ...mappedAddresses]) {
    if (await takesTypeItself(kernel, address)) typed.add(address)
  }
  return {
    mappings: found,
    pciFunctions: functions,
    setAside: new Map(Object.entries(await devicesAside(services.host, vmid))),
    typedFunctions: typed,
  }
}
