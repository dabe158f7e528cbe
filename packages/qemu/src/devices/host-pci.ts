import type { hostPci } from '@quorate/contract/qemu/host-pci'
import { Failure, type Static } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { fixedRootPorts, pciPlace, rootPortPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'

type HostPciConfig = Static<typeof hostPci>

export interface HostPciPlan {
  readonly devices: readonly DevicePlan[]
  /** `0000:01:00.0`: to be bound to vfio-pci before the start */
  readonly addresses: readonly string[]
  /** Root ports to be made for them. */
  readonly rootPorts: readonly number[]
}

const form = /^(?:([0-9a-f]{4}):)?([0-9a-f]{2}):([0-9a-f]{2})(?:\.([0-7]))?$/i

/** PCI devices of the host that the guest gets as its own. */
export function planHostPci(context: PlanContext): HostPciPlan {
  const devices: DevicePlan[] = []
  const addresses: string[] = []
  const rootPorts: number[] = []
  for (let index = 0; index < 16; index++) {
    const key = `hostpci${index}`
    const config = context.config[key] as HostPciConfig | undefined
    if (!config) continue
    const plan = hostPciDevice(context, key, index, config)
    devices.push(...plan.devices)
    addresses.push(...plan.addresses)
    if (config.pcie === true && index >= fixedRootPorts) rootPorts.push(index)
  }
  return { devices, addresses, rootPorts }
}

function hostPciDevice(
  context: PlanContext,
  key: string,
  index: number,
  config: HostPciConfig,
): { devices: DevicePlan[]; addresses: string[] } {
  if (config.mdev !== undefined) throw new Failure(`${key}: mediated devices (mdev) cannot be used; pass the whole device`)
  if (config['legacy-igd'] === true) throw new Failure(`${key}: legacy-igd cannot be used; leave it out`)
  if (config.pcie === true && context.machine.kind !== 'q35') throw new Failure(`${key}: pcie=1 needs machine: q35`)
  const addresses = addressesOf(context, key, config)
  const place = config.pcie === true ? { bus: rootPortPlace(index).id, addr: '0x0' } : pciPlace(context.machine.kind, key)
  const many = addresses.length > 1
  return {
    addresses,
    devices: addresses.map((host, at) => ({
      driver: 'vfio-pci',
      host,
      id: many ? `${key}.${at}` : key,
      bus: place.bus,
      addr: many ? `${place.addr}.${at}` : place.addr,
      multifunction: many && at === 0 ? true : undefined,
      'x-vga': at === 0 && config['x-vga'] === true ? true : undefined,
      bootindex: at === 0 ? context.boot.get(key) : undefined,
      rombar: config.rombar === false ? 0 : undefined,
      romfile: at === 0 ? config.romfile : undefined,
      'x-pci-vendor-id': identity(config['vendor-id']),
      'x-pci-device-id': identity(config['device-id']),
      'x-pci-sub-vendor-id': identity(config['sub-vendor-id']),
      'x-pci-sub-device-id': identity(config['sub-device-id']),
    })),
  }
}

/** A number that the guest is shown instead of the card's own. */
function identity(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

/** Full addresses; one without a function means all functions of the card. */
function addressesOf(context: PlanContext, key: string, config: HostPciConfig): string[] {
  const named =
    config.mapping === undefined
      ? (config.host ?? '').split(';').filter(Boolean)
      : (context.facts.mappings?.get(config.mapping)?.devices ?? [])
  if (!named.length)
    throw new Failure(
      `${key}: ${config.mapping === undefined ? 'names no host device' : `mapping '${config.mapping}' has no device on node ${context.facts.node}`}`,
    )
  return named.flatMap(text => {
    const match = form.exec(text)
    if (!match) throw new Failure(`${key}: '${text}' is not a PCI address such as 0000:01:00.0`)
    const slot = `${match[1] ?? '0000'}:${match[2]}:${match[3]}`.toLowerCase()
    if (match[4] !== undefined) return [`${slot}.${match[4]}`]
    const functions = context.facts.pciFunctions?.get(slot)
    if (!functions?.length) throw new Failure(`${key}: no PCI device at ${slot} on node ${context.facts.node}`)
    return [...functions]
  })
}
