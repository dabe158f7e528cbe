import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { IniText } from '../text/ini-text.ts'
import type { Address } from './address.ts'
import { hostRoute } from './address.ts'
import { cardsOf, outsideGateways, type Card } from './card.ts'

const folder = '/etc/systemd/network'
const owned = ['Description', 'Address', 'Gateway', 'DHCP', 'IPv6AcceptRA']
const hostRouteForm = { Destination: /\/(?:32|128)$/, Scope: /^link$/ }

/** By this our files are known, also those of containers that come from Proxmox VE. */
function mark(name: string): string {
  return `Interface ${name} autoconfigured by PVE`
}

function addressLines(address: Address): string[] {
  if (address.method !== 'static') return []
  return [`Address = ${address.address}/${address.prefix}`, ...(address.gateway ? [`Gateway = ${address.gateway.address}`] : [])]
}

function dhcpWord({ v4, v6 }: Card): string {
  if (v4.method === 'dhcp') return v6.method === 'dhcp' ? 'yes' : 'ipv4'
  return v6.method === 'dhcp' ? 'ipv6' : 'no'
}

/** DHCP for IPv6 starts only when a router's announcement says so. */
function hearsRouters({ v6 }: Card): boolean {
  return v6.method === 'auto' || v6.method === 'dhcp'
}

function networkFile(old: string | undefined, card: Card, resolver: readonly string[]): string {
  const file = new IniText(old)
  file.set('Match', ['Name'], [`Name = ${card.name}`])
  const addresses = [...addressLines(card.v4), ...addressLines(card.v6)]
  const modes = [`DHCP = ${dhcpWord(card)}`, `IPv6AcceptRA = ${hearsRouters(card)}`]
  const resolverKeys = resolver.length ? ['DNS', 'Domains'] : []
  file.set('Network', [...owned, ...resolverKeys], [`Description = ${mark(card.name)}`, ...addresses, ...modes, ...resolver])
  file.set('Link', ['MTUBytes'], card.mtu === undefined ? [] : [`MTUBytes = ${card.mtu}`])
  file.removeAlike('Route', hostRouteForm)
  for (const gateway of outsideGateways(card)) file.add('Route', [`Destination = ${hostRoute(gateway)}`, 'Scope = link'])
  return file.toString()
}

/** The network as files of systemd-networkd, one for each card. `resolver`: lines for each, where resolv.conf is not ours. */
export function writeNetworkd(root: Changes, settings: GuestSettings, resolver: readonly string[] = []): void {
  for (const name of root.list(folder)) {
    const card = /^(.+)\.network$/.exec(name)?.[1] ?? ''
    const ours = new IniText(root.read(`${folder}/${name}`)).get('Network', 'Description') === mark(card)
    if (ours && !settings.nets.some(net => net.name === card)) root.remove(`${folder}/${name}`)
  }
  for (const card of cardsOf(settings)) {
    const path = `${folder}/${card.name}.network`
    root.write(path, networkFile(root.read(path), card, resolver))
  }
}
