import { Failure, isCidr } from '@quorate/schema'
import { numberedKeys, type ContainerConfig, type NetConfig } from './container-config.ts'
import type { ContainerFacts } from './container-facts.ts'
import type { NicAddresses, NicPlan } from './container-plan.ts'
import type { ConfigLines } from './lxc-text.ts'

const cardsOfGuest = 32
const longestName = 15

/** `veth100i0`; of the largest ids a shorter form, since the kernel takes 15 characters. */
export function vethName(vmid: number, index: number): string {
  const name = `veth${vmid}i${index}`
  return name.length > longestName ? `ve${vmid}i${index}` : name
}

/** Name of the container's end while it is still among the host's interfaces. */
export function vethPeerName(vmid: number, index: number): string {
  return `vp${vmid}i${index}`
}

/** An address for a card whose config names none: the same at every start, and another for each card of a node. */
function addressFor(vmid: number, index: number): string {
  const number = (vmid * cardsOfGuest + index) % 2 ** 24
  return `BC:24:11:${[16, 8, 0].map(shift => ((number >> shift) & 255).toString(16).padStart(2, '0').toUpperCase()).join(':')}`
}

/** What the host is to set; `dhcp` needs a program inside. */
function addressesOf(key: string, net: NetConfig): NicAddresses | undefined {
  if (!net['host-managed']) return undefined
  for (const part of ['ip', 'ip6'] as const)
    if (net[part] === 'dhcp')
      throw new Failure(`${key}: the host sets no addresses by DHCP: give a fixed ${part}, or leave it to the container (host-managed=0)`)
  const fixed = (text: string | undefined, version: 4 | 6) => (text !== undefined && isCidr(text, version) ? text : undefined)
  return { ip: fixed(net.ip, 4), gateway: net.gw, ip6: fixed(net.ip6, 6), gateway6: net.gw6 }
}

/** More than the bridge carries would lose packets. */
function mtuOf(key: string, net: NetConfig, { host }: ContainerFacts): number | undefined {
  const bridge = net.bridge === undefined ? undefined : host.bridgeMtu.get(net.bridge)
  if (net.mtu === undefined) return bridge === 1500 ? undefined : bridge
  if (bridge !== undefined && net.mtu > bridge)
    throw new Failure(`${key}: mtu ${net.mtu} is more than the ${bridge} of bridge '${net.bridge}'`)
  return net.mtu
}

/** Everything for one card. */
export function planNic(key: string, net: NetConfig, facts: ContainerFacts, warnings: string[]): NicPlan {
  const { vmid } = facts
  const index = Number(key.slice(3))
  if (net.name.length > longestName || ['lo', '.', '..', 'all', 'default'].includes(net.name))
    throw new Failure(`${key}: '${net.name}' cannot be the name of a network interface`)
  const mac = net.hwaddr ?? addressFor(vmid, index)
  if (net.hwaddr === undefined) warnings.push(`${key}: has no MAC address (hwaddr); ${mac} is used`)
  return {
    key,
    index,
    name: net.name,
    hostName: vethName(vmid, index),
    peerName: vethPeerName(vmid, index),
    mac,
    bridge: net.bridge,
    vlan: net.tag,
    trunks: net.trunks,
    rate: net.rate,
    mtu: mtuOf(key, net, facts),
    firewall: net.firewall ?? false,
    linkDown: net.link_down ?? false,
    addresses: addressesOf(key, net),
  }
}

/** All cards of a container. Fails for two of one name. */
export function planNics(config: ContainerConfig, facts: ContainerFacts, warnings: string[]): NicPlan[] {
  const nics = numberedKeys(config, 'net').map(key => planNic(key, config[key] as NetConfig, facts, warnings))
  for (const [at, nic] of nics.entries()) {
    const other = nics.slice(0, at).find(one => one.name === nic.name)
    if (other) throw new Failure(`${nic.key}: ${other.key} has the name '${nic.name}' already`)
  }
  return nics
}

/** LXC works a wrong broadcast address out by itself. */
function withBroadcast(cidr: string | undefined): string | undefined {
  const [address = '', prefix = ''] = cidr?.split('/') ?? []
  const bits = 32 - Number(prefix)
  if (cidr === undefined || bits < 2) return cidr
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const last = Math.floor(number / 2 ** bits) * 2 ** bits + 2 ** bits - 1
  return `${cidr} ${[24, 16, 8, 0].map(shift => Math.floor(last / 2 ** shift) % 256).join('.')}`
}

/**
 * The host has made the cards before LXC starts, in their bridges and with all their settings; LXC moves them into the
 * container, and gives them back when it ends.
 */
export function networkLines(nics: readonly NicPlan[]): ConfigLines {
  if (nics.length === 0) return [['lxc.net.0.type', 'empty']]
  return nics.flatMap(({ index, peerName, name, addresses }): ConfigLines => {
    const line = (member: string, value: string | undefined): ConfigLines =>
      value === undefined ? [] : [[`lxc.net.${index}.${member}`, value]]
    return [
      ...line('type', 'phys'),
      ...line('link', peerName),
      ...line('name', name),
      ...line('flags', 'up'),
      ...line('ipv4.address', withBroadcast(addresses?.ip)),
      ...line('ipv4.gateway', addresses?.gateway),
      ...line('ipv6.address', addresses?.ip6),
      ...line('ipv6.gateway', addresses?.gateway6),
    ]
  })
}
