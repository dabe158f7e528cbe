import { netmask } from './nic-address.ts'
import type { NicAddress, SeedNic, SeedSettings } from './seed-settings.ts'

function addressLines(family: 4 | 6, address: NicAddress): string[] {
  if (address.method !== 'static') return []
  const mask = family === 4 ? netmask(address.prefix) : String(address.prefix)
  return [`address ${address.address}`, `netmask ${mask}`, ...(address.gateway === undefined ? [] : [`gateway ${address.gateway}`])]
}

/** The first stanza of a card carries what belongs to the card as a whole. */
function stanzas({ name, mac, ip4, ip6 }: SeedNic, resolver: readonly string[]): string[] {
  const common = [...(mac === undefined ? [] : [`hwaddress ether ${mac}`]), ...resolver]
  const stanza = (family: 4 | 6, address: NicAddress, first: boolean) => {
    const method = address.method === 'slaac' ? 'auto' : address.method
    const lines = [...addressLines(family, address), ...(first ? common : [])]
    return [`iface ${name} ${family === 4 ? 'inet' : 'inet6'} ${method}`, ...lines.map(line => `        ${line}`)]
  }
  if (!ip4 && !ip6) return [`auto ${name}`, `iface ${name} inet manual`, ...common.map(line => `        ${line}`), '']
  return [`auto ${name}`, ...(ip4 ? stanza(4, ip4, true) : []), ...(ip6 ? stanza(6, ip6, !ip4) : []), '']
}

/** The network in the form of /etc/network/interfaces. */
export function networkInterfaces(settings: SeedSettings): string {
  const { snippets, nics, nameservers, searchDomains } = settings
  if (snippets.network !== undefined) return snippets.network
  const resolver = [
    ...(nameservers.length ? [`dns-nameservers ${nameservers.join(' ')}`] : []),
    ...(searchDomains.length ? [`dns-search ${searchDomains.join(' ')}`] : []),
  ]
  return ['auto lo', 'iface lo inet loopback', '', ...nics.flatMap(nic => stanzas(nic, resolver))].join('\n')
}
