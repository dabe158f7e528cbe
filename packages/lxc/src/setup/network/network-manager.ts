import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { IniText } from '../text/ini-text.ts'
import type { Address } from './address.ts'
import { cardsOf, isGone, type Card } from './card.ts'

const folder = '/etc/NetworkManager/system-connections'
const addressKeys = ['method', 'address1', 'addresses', 'gateway']

/** A gateway outside of the card's networks needs nothing: NetworkManager adds the route to it by itself. */
function addressLines(address: Address, without: string): string[] {
  if (address.method === 'dhcp' || address.method === 'auto') return []
  if (address.method !== 'static') return [`method=${without}`]
  const gateway = address.gateway ? [`gateway=${address.gateway.address}`] : []
  return ['method=manual', `address1=${address.address}/${address.prefix}`, ...gateway]
}

function keyfile(old: string | undefined, card: Card): string {
  const file = new IniText(old)
  const mtu = card.mtu === undefined ? [] : [`mtu=${card.mtu}`]
  const four = card.v4.method === 'dhcp' ? ['method=auto'] : addressLines(card.v4, 'disabled')
  const six = card.v6.method === 'dhcp' || card.v6.method === 'auto' ? [`method=${card.v6.method}`] : addressLines(card.v6, 'link-local')
  file.set('connection', ['id', 'type', 'interface-name'], [`id=${card.name}`, 'type=ethernet', `interface-name=${card.name}`])
  file.set('ipv4', addressKeys, four)
  file.set('ipv6', addressKeys, six)
  file.set('ethernet', ['mtu'], mtu)
  return file.toString()
}

/** Does anybody but the config say which servers answer for names? */
function asksForServers(settings: GuestSettings): boolean {
  const dynamic = cardsOf(settings).some(({ v4, v6 }) => [v4, v6].some(({ method }) => method === 'dhcp' || method === 'auto'))
  return dynamic && settings.nameserver === undefined
}

/** Without this NetworkManager empties resolv.conf when it knows of no server. */
export function keepResolver(root: Changes, settings: GuestSettings): void {
  const path = '/etc/NetworkManager/conf.d/90-resolv-conf.conf'
  if (asksForServers(settings)) root.remove(path)
  else root.write(path, '[main]\ndns=none\n')
}

/** The network as connections of NetworkManager. */
export function writeNetworkManager(root: Changes, settings: GuestSettings): void {
  for (const name of root.list(folder)) {
    const card = /^(.+)\.nmconnection$/.exec(name)?.[1] ?? ''
    const path = `${folder}/${name}`
    if (isGone(card, settings) && new IniText(root.read(path)).get('connection', 'id') === card) root.remove(path)
  }
  for (const card of cardsOf(settings)) {
    const path = `${folder}/${card.name}.nmconnection`
    root.write(path, keyfile(root.read(path), card), 0o600)
  }
}
