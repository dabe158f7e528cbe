import { closesSection, opensSection, sectionLines } from '../text/pve-section.ts'
import type { Address } from './address.ts'
import type { Card } from './card.ts'

/** What an implementation of ifup(8) wants otherwise than Debian's. */
export interface InterfacesDialect {
  /** Sent with requests for an address; undefined: the program sends the name by itself. */
  readonly dhcpHostname?: string
  /** busybox reads nothing of a file in which `inet6` has another method. */
  readonly onlyStatic6?: boolean
}

export type Family = 'inet' | 'inet6'

const addressOptions = ['address', 'netmask', 'gateway', 'broadcast', 'network']

function optionOf(line: string): string {
  return /^\s*(\S+)/.exec(line)?.[1] ?? ''
}

export function methodOf(family: Family, address: Address, dialect: InterfacesDialect): string {
  if (address.method === 'none') return 'manual'
  return family === 'inet6' && dialect.onlyStatic6 && address.method !== 'static' ? 'manual' : address.method
}

function addressLines(address: Address): string[] {
  if (address.method !== 'static') return []
  const { gateway } = address
  const near = gateway && !gateway.outside ? [`\tgateway ${gateway.address}`] : []
  return [`\taddress ${address.address}/${address.prefix}`, ...near]
}

/** Options that a person may have set as well: marked, so that they can go again. */
function markedLines(card: Card, family: Family, address: Address): string[] {
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
  const marked = markedLines(card, family, address)
  const name = family === 'inet' && address.method === 'dhcp' ? dialect.dhcpHostname : undefined
  const own = [...addressLines(address), ...(name === undefined ? [] : [`\thostname ${name}`])]
  const owned = new Set([...addressOptions, ...own.map(optionOf), ...(card.mtu === undefined ? [] : ['mtu'])])
  const said = new Set(marked.map(line => line.trim()))
  const kept = withoutMarked(old).filter(line => !owned.has(optionOf(line)) && !said.has(line.trim()))
  return [...own, ...kept, ...sectionLines(marked)]
}
