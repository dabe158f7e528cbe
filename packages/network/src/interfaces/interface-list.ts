/** One address of `ip -j -d addr`. */
interface IpAddress {
  readonly family: 'inet' | 'inet6'
  readonly local: string
  readonly prefixlen: number
  readonly scope: string
}

/** One interface of `ip -j -d addr`; only what is used. */
export interface IpInterface {
  readonly ifname: string
  readonly link?: string
  readonly master?: string
  readonly mtu: number
  readonly flags: readonly string[]
  readonly operstate: string
  readonly link_type: string
  readonly addr_info?: readonly IpAddress[]
  readonly linkinfo?: { readonly info_kind?: string; readonly info_data?: Readonly<Record<string, unknown>> }
}

/** A row of the node's network list. */
export interface InterfaceRow {
  readonly iface: string
  readonly type: 'bridge' | 'bond' | 'eth' | 'vlan' | 'unknown'
  readonly active?: true
  readonly exists?: true
  readonly method: 'static' | 'manual'
  readonly method6: 'static' | 'manual'
  readonly families: string[]
  readonly priority: number
  readonly mtu: number
  readonly address?: string
  /** Length of the prefix, as clients know it: `24`. */
  readonly netmask?: string
  readonly cidr?: string
  readonly address6?: string
  readonly netmask6?: number
  readonly cidr6?: string
  readonly gateway?: string
  readonly bridge_ports?: string
  readonly bridge_vlan_aware?: true
  readonly slaves?: string
  readonly bond_mode?: string
  readonly 'vlan-id'?: number
  readonly 'vlan-raw-device'?: string
}

/** Interfaces that guests and the kernel make: no part of the node's configuration. */
const transient = /^(tap|veth|fwbr|fwpr|fwln|ifb|lo$)/

function typeOf(link: IpInterface): InterfaceRow['type'] {
  const kind = link.linkinfo?.info_kind
  if (kind === 'bridge' || kind === 'bond' || kind === 'vlan') return kind
  return kind === undefined && link.link_type === 'ether' ? 'eth' : 'unknown'
}

function addressesOf(link: IpInterface): Partial<InterfaceRow> {
  const v4 = link.addr_info?.find(address => address.family === 'inet' && address.local !== undefined)
  const v6 = link.addr_info?.find(address => address.family === 'inet6' && address.scope === 'global')
  return {
    ...(v4 && { address: v4.local, netmask: String(v4.prefixlen), cidr: `${v4.local}/${v4.prefixlen}` }),
    ...(v6 && { address6: v6.local, netmask6: v6.prefixlen, cidr6: `${v6.local}/${v6.prefixlen}` }),
  }
}

function kindOf(link: IpInterface, all: readonly IpInterface[]): Partial<InterfaceRow> {
  const data = link.linkinfo?.info_data ?? {}
  const members = all
    .filter(port => port.master === link.ifname && !transient.test(port.ifname))
    .map(port => port.ifname)
    .join(' ')
  switch (typeOf(link)) {
    case 'bridge':
      return { bridge_ports: members, ...(data.vlan_filtering === 1 && { bridge_vlan_aware: true as const }) }
    case 'bond':
      return { slaves: members, ...(typeof data.mode === 'string' && { bond_mode: data.mode }) }
    case 'vlan':
      return { 'vlan-id': Number(data.id), ...(link.link !== undefined && { 'vlan-raw-device': link.link }) }
    default:
      return {}
  }
}

/** The rows of the network list, from what `ip -j -d addr` and `ip -j route show default` print. */
export function interfaceList(links: readonly IpInterface[], routes: readonly { dev?: string; gateway?: string }[] = []): InterfaceRow[] {
  return links
    .filter(link => !transient.test(link.ifname))
    .map((link, index) => {
      const addresses = addressesOf(link)
      const gateway = routes.find(route => route.dev === link.ifname)?.gateway
      const type = typeOf(link)
      return {
        iface: link.ifname,
        type,
        method: addresses.address === undefined ? 'manual' : 'static',
        method6: addresses.address6 === undefined ? 'manual' : 'static',
        families: addresses.address6 === undefined ? ['inet'] : ['inet', 'inet6'],
        priority: index + 3,
        mtu: link.mtu,
        ...(link.flags.includes('UP') && { active: true as const }),
        ...(type === 'eth' && { exists: true as const }),
        ...addresses,
        ...(gateway !== undefined && { gateway }),
        ...kindOf(link, links),
      } satisfies InterfaceRow
    })
    .toSorted((a, b) => a.iface.localeCompare(b.iface, 'en', { numeric: true }))
}
