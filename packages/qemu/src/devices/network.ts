import { Failure } from '@quorate/schema'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { NetConfig } from '../plan/vm-config.ts'
import type { DevicePlan, NicPlan } from '../plan/vm-plan.ts'

const highest = 31
/** Models whose device has another name. */
const drivers: Readonly<Record<string, string>> = { virtio: 'virtio-net-pci', 'e1000-82540em': 'e1000' }

const keys = Array.from({ length: highest + 1 }, (_, index) => `net${index}`)

export function networkKeys(config: Readonly<Record<string, unknown>>): string[] {
  return keys.filter(key => config[key])
}

/** Name of the interface on the host: `tap100i0` */
export function tapName(vmid: number, index: number): string {
  return `tap${vmid}i${index}`
}

/** An address for a card whose config names none: the same at every start, and another for each card of a node. */
function addressFor(vmid: number, index: number): string {
  const number = (vmid * (highest + 1) + index) % 2 ** 24
  return `BC:24:11:${[16, 8, 0].map(shift => ((number >> shift) & 255).toString(16).padStart(2, '0').toUpperCase()).join(':')}`
}

/** Everything for one card; also what hot-plugging it adds. */
export function planNic(context: PlanContext, key: string): NicPlan {
  const { facts } = context
  const net = context.config[key] as NetConfig
  const index = Number(key.slice(3))
  const mac = net.macaddr ?? addressFor(facts.vmid, index)
  if (net.macaddr === undefined) context.warnings.push(`${key}: has no MAC address; ${mac} is used`)
  const virtio = net.model === 'virtio'
  const bridged = net.bridge !== undefined
  const tap = bridged ? tapName(facts.vmid, index) : undefined
  const queues = virtio && bridged ? Math.max(net.queues ?? 1, 1) : 1
  const mtu = virtualMtu(context, key, net)
  return {
    key,
    model: net.model,
    mac,
    tap,
    bridge: net.bridge,
    vlan: net.tag,
    trunks: net.trunks,
    mtu,
    queues,
    rate: net.rate,
    linkDown: net.link_down ?? false,
    firewall: net.firewall ?? false,
    netdev: tap
      ? {
          type: 'tap',
          id: key,
          ifname: tap,
          script: 'no',
          downscript: 'no',
          vhost: virtio && facts.host.vhostNet ? true : undefined,
          queues: queues > 1 ? queues : undefined,
        }
      : { type: 'user', id: key, hostname: hostname(context.config.name) },
    device: card(context, key, net, { mac, queues, mtu }),
  }
}

/** 1 means "as the bridge has it". More than the bridge carries would lose packets. */
function virtualMtu(context: PlanContext, key: string, net: NetConfig): number | undefined {
  const saved = context.options.nicMtus?.[key]
  if (saved !== undefined) return saved
  if (net.mtu === undefined) return undefined
  const bridge = net.bridge === undefined ? undefined : context.facts.host.bridgeMtu.get(net.bridge)
  if (net.model !== 'virtio') {
    context.warnings.push(`${key}: mtu works with the model virtio only and is ignored`)
    return undefined
  }
  if (net.mtu === 1) return bridge
  if (bridge !== undefined && net.mtu > bridge) {
    throw new Failure(
      `${key}: MTU ${net.mtu} is larger than that of bridge ${net.bridge} (${bridge}): lower mtu, or set mtu=1 to use the bridge's`,
    )
  }
  return net.mtu
}

function card(context: PlanContext, key: string, net: NetConfig, at: { mac: string; queues: number; mtu?: number }): DevicePlan {
  const driver = drivers[net.model] ?? net.model
  const common = { driver, id: key, mac: at.mac, netdev: key, bootindex: context.boot.get(key) }
  if (net.model === 'ne2k_isa') return { ...common, bootindex: undefined }
  return {
    ...common,
    ...pciPlace(context.machine.kind, key),
    mq: at.queues > 1 ? true : undefined,
    // One interrupt for each direction of each queue, one for control, one for configuration.
    vectors: at.queues > 1 ? at.queues * 2 + 2 : undefined,
    host_mtu: at.mtu,
  }
}

function hostname(name: string | undefined): string | undefined {
  return name?.split('.')[0]
}
