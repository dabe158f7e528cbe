import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { withSection } from '../text/pve-section.ts'
import { hostRoute, type Address } from './address.ts'
import { cardsOf, isGone, outsideGateways, type Card } from './card.ts'

const path = '/etc/conf.d/net'

function addressWords(address: Address, dhcp: string): string[] {
  if (address.method === 'static') return [`${address.address}/${address.prefix}`]
  return address.method === 'dhcp' ? [dhcp] : []
}

function variables(card: Card): string[] {
  const suffix = card.name.replace(/[^A-Za-z0-9]/g, '_')
  const words = [...addressWords(card.v4, 'dhcp'), ...addressWords(card.v6, 'dhcpv6')]
  const gateways = [card.v4, card.v6].flatMap(address => (address.method === 'static' && address.gateway ? [address.gateway.address] : []))
  const routes = [...outsideGateways(card).map(hostRoute), ...gateways.map(gateway => `default via ${gateway}`)]
  return [
    // Nothing at all would mean DHCP.
    `config_${suffix}="${words.length ? words.join('\n') : 'null'}"`,
    ...(routes.length ? [`routes_${suffix}="${routes.join('\n')}"`] : []),
    ...(card.mtu === undefined ? [] : [`mtu_${suffix}="${card.mtu}"`]),
  ]
}

/** Services of the cards: links to the one that comes with netifrc. */
function linkServices(root: Changes, settings: GuestSettings): void {
  const names = root.list('/etc/init.d')
  for (const name of names) {
    const gone = isGone(/^net\.(.+)$/.exec(name)?.[1] ?? '', settings)
    if (gone && root.look(`/etc/init.d/${name}`)?.target === 'net.lo') {
      root.remove(`/etc/init.d/${name}`)
      root.remove(`/etc/runlevels/default/${name}`)
    }
  }
  for (const { name } of names.includes('net.lo') ? cardsOf(settings) : []) {
    root.link(`/etc/init.d/net.${name}`, 'net.lo')
    root.link(`/etc/runlevels/default/net.${name}`, `/etc/init.d/net.${name}`)
  }
}

/** The network for Gentoo's netifrc: variables in /etc/conf.d/net and a service for each card. */
export function writeNetifrc(root: Changes, settings: GuestSettings): void {
  root.write(path, withSection(root.read(path), cardsOf(settings).flatMap(variables), 'last'))
  linkServices(root, settings)
}
