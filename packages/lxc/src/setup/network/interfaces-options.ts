import { closesSection, opensSection, sectionLines } from '../text/pve-section.ts'
import { netmask, type Address } from './address.ts'
import type { Card } from './card.ts'

/** Which ifup(8) reads the file, and what it has to be told. */
export interface InterfacesDialect {
  readonly program: 'ifupdown' | 'ifupdown-ng' | 'busybox'
  /**
   * There is no other DHCP client than dhcpcd. It asks for addresses of both families at once, and ifupdown cannot call it
   * for IPv6 alone.
   */
  readonly dhcpcdAlone?: boolean
  /** Sent with requests for an address; undefined: the program sends the name by itself. */
  readonly dhcpHostname?: string
}

export type Family = 'inet' | 'inet6'

const addressOptions = ['address', 'netmask', 'gateway', 'broadcast', 'network']

function optionOf(line: string): string {
  return /^\s*(\S+)/.exec(line)?.[1] ?? ''
}

/**
 * busybox reads nothing of a file in which `inet6` has another method than these two; ifupdown-ng would ask for an IPv4
 * address. Without a method, routers' announcements are heard all the same.
 */
function canDo6(method: string, { v4 }: Card, { program, dhcpcdAlone }: InterfacesDialect): boolean {
  if (dhcpcdAlone && method === 'dhcp') return false
  if (program === 'busybox') return method === 'static'
  return program === 'ifupdown' || method !== 'dhcp' || v4.method === 'dhcp'
}

export function methodOf(family: Family, card: Card, dialect: InterfacesDialect): string {
  const { method } = family === 'inet' ? card.v4 : card.v6
  if (method === 'none') return 'manual'
  return family === 'inet' || canDo6(method, card, dialect) ? method : 'manual'
}

/** busybox wants the prefix length apart. */
function addressLines(address: Address, { program }: InterfacesDialect): string[] {
  if (address.method !== 'static') return []
  const { gateway, prefix } = address
  const near = gateway && !gateway.outside ? [`\tgateway ${gateway.address}`] : []
  if (program !== 'busybox') return [`\taddress ${address.address}/${prefix}`, ...near]
  return [`\taddress ${address.address}`, `\tnetmask ${address.address.includes(':') ? prefix : netmask(prefix)}`, ...near]
}

function ownDhcpcd({ name, v4 }: Card): string[] {
  return v4.method === 'dhcp' ? [] : [`\tpost-up dhcpcd -6 ${name}`, `\tpre-down dhcpcd -6 -k ${name} || true`]
}

/** Options that a person may have set as well: marked, so that they can go again. */
function markedLines(card: Card, family: Family, address: Address, dialect: InterfacesDialect): string[] {
  if (family === 'inet6' && address.method === 'dhcp' && dialect.dhcpcdAlone) return ownDhcpcd(card)
  if (address.method !== 'static') return []
  const mtu = card.mtu === undefined ? [] : [`\tmtu ${card.mtu}`]
  if (!address.gateway?.outside) return mtu
  const route = family === 'inet6' ? 'ip -6 route' : 'ip route'
  const direct = `${address.gateway.address} dev ${card.name}`
  return [
    ...mtu,
    `\tpost-up ${route} add ${direct}`,
    `\tpost-up ${route} add default via ${direct}`,
    `\tpre-down ${route} del default via ${direct}`,
    `\tpre-down ${route} del ${direct}`,
  ]
}

function withoutMarked(lines: readonly string[]): readonly string[] {
  const from = lines.findIndex(opensSection)
  const to = lines.findIndex(closesSection)
  return from < 0 || to < from ? lines : lines.toSpliced(from, to - from + 1)
}

/** Options of a card's stanza: those of the config first, then a person's in their order. */
export function stanzaOptions(old: readonly string[], card: Card, family: Family, dialect: InterfacesDialect): string[] {
  const address = family === 'inet' ? card.v4 : card.v6
  const marked = markedLines(card, family, address, dialect)
  const name = family === 'inet' && address.method === 'dhcp' ? dialect.dhcpHostname : undefined
  const own = [...addressLines(address, dialect), ...(name === undefined ? [] : [`\thostname ${name}`])]
  const ownedHere = [...(dialect.dhcpHostname === undefined ? [] : ['hostname']), ...(card.mtu === undefined ? [] : ['mtu'])]
  const owned = new Set([...addressOptions, ...ownedHere])
  const said = new Set(marked.map(line => line.trim()))
  const kept = withoutMarked(old).filter(line => !owned.has(optionOf(line)) && !said.has(line.trim()))
  return [...own, ...kept, ...sectionLines(marked)]
}
