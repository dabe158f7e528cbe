import type { hostPci } from '@quorate/contract/qemu/host-pci'
import { Failure, type Static } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { fixedRootPorts, pciPlace, rootPortPlace, type PciPlace } from '../plan/pci-layout.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { DevicePlan, HostDevicePlan } from '../plan/vm-plan.ts'
import { hostPciAddresses } from './host-pci-addresses.ts'

export type HostPciConfig = Static<typeof hostPci>

export interface HostPciPlan {
  readonly devices: readonly DevicePlan[]
  /** What has to be made ready on the host. */
  readonly host: readonly HostDevicePlan[]
  /** Root ports to be made for them. */
  readonly rootPorts: readonly number[]
}

/** Where ROM files of cards lie. */
const roms = '/usr/share/kvm'
const keys = Array.from({ length: 16 }, (_, index) => `hostpci${index}`)

/** The hostpci keys of a config, lowest first. */
export function hostPciKeys(config: VmConfig): [key: string, config: HostPciConfig][] {
  return keys.filter(key => config[key]).map(key => [key, config[key] as HostPciConfig])
}

/** Whether a passed-through card is the guest's screen. */
export function hasPrimaryCard(config: VmConfig): boolean {
  return hostPciKeys(config).some(([, { 'x-vga': primary }]) => primary === true)
}

/** PCI devices of the host that the guest gets as its own. */
export function planHostPci(context: PlanContext): HostPciPlan {
  const devices: DevicePlan[] = []
  const host: HostDevicePlan[] = []
  const rootPorts: number[] = []
  for (const [key, config] of hostPciKeys(context.config)) {
    const used = new Map(host.map(device => [device.address, device.key]))
    const addresses = hostPciAddresses(context.facts, key, config, new Set(used.keys()))
    const again = config.mdev === undefined ? addresses.find(address => used.has(address)) : undefined
    if (again !== undefined) throw new Failure(`${key}: PCI device ${again} is passed through already by ${used.get(again)}`)
    const index = Number(key.slice('hostpci'.length))
    const parts = addresses.map(address => hostDevice(context, key, index, config, address))
    devices.push(...guestDevices(context, key, config, parts, placeOf(context, key, index, config, addresses)))
    host.push(...parts)
    if (config.pcie === true && index >= fixedRootPorts) rootPorts.push(index)
  }
  if (host.length > 0 && (context.config.balloon ?? 0) > 0)
    context.warnings.push('balloon: a guest with devices of the host keeps all of its memory: the balloon gives nothing back')
  return { devices, host, rootPorts }
}

function placeOf(context: PlanContext, key: string, index: number, config: HostPciConfig, addresses: readonly string[]): PciPlace {
  const { kind } = context.machine
  if (config['legacy-igd'] === true) {
    if (kind !== 'pc') throw new Failure(`${key}: legacy-igd=1 needs machine: pc`)
    if (context.config.vga?.type !== 'none') throw new Failure(`${key}: legacy-igd=1 needs vga: none`)
    if (addresses.length > 1) throw new Failure(`${key}: legacy-igd=1 needs one function, such as 0000:00:02.0`)
    // The place that the guest's driver for Intel graphics expects.
    return { bus: 'pci.0', addr: '0x2' }
  }
  if (config.pcie !== true) return pciPlace(kind, key)
  if (kind !== 'q35') throw new Failure(`${key}: pcie=1 needs machine: q35`)
  return { bus: rootPortPlace(index).id, addr: '0x0' }
}

function hostDevice(context: PlanContext, key: string, index: number, config: HostPciConfig, address: string): HostDevicePlan {
  const rom = config.romfile === undefined ? undefined : `${roms}/${config.romfile}`
  if (config.mdev === undefined) return { key, address, driver: config.driver === 'keep' ? 'keep' : 'vfio', mediated: undefined, rom }
  const itself = context.facts.typedFunctions?.has(address) === true
  return { key, address, driver: 'keep', mediated: { type: config.mdev, uuid: itself ? undefined : uuidOf(context, index) }, rom }
}

/** `00000001-0000-0000-0000-000000000100` for hostpci1 of VM 100: the same at every start. */
function uuidOf({ facts }: PlanContext, index: number): string {
  return `${String(index).padStart(8, '0')}-0000-0000-0000-${String(facts.vmid).padStart(12, '0')}`
}

function guestDevices(
  context: PlanContext,
  key: string,
  config: HostPciConfig,
  parts: readonly HostDevicePlan[],
  place: PciPlace,
): DevicePlan[] {
  const many = parts.length > 1
  if (many && config.mdev !== undefined) throw new Failure(`${key}: mdev needs one function, such as 0000:01:00.0`)
  return parts.map(({ address, mediated, rom }, at) => ({
    driver: 'vfio-pci',
    host: mediated?.uuid === undefined ? address : undefined,
    sysfsdev: mediated?.uuid === undefined ? undefined : `/sys/bus/mdev/devices/${mediated.uuid}`,
    id: many ? `${key}.${at}` : key,
    bus: place.bus,
    addr: many ? `${place.addr}.${at}` : place.addr,
    multifunction: many && at === 0 ? true : undefined,
    'x-vga': at === 0 && config['x-vga'] === true ? true : undefined,
    bootindex: at === 0 ? context.boot.get(key) : undefined,
    rombar: config.rombar === false ? 0 : undefined,
    romfile: at === 0 ? rom : undefined,
    'x-pci-vendor-id': identity(config['vendor-id']),
    'x-pci-device-id': identity(config['device-id']),
    'x-pci-sub-vendor-id': identity(config['sub-vendor-id']),
    'x-pci-sub-device-id': identity(config['sub-device-id']),
  }))
}

/** A number that the guest is shown instead of the card's own. */
function identity(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}
