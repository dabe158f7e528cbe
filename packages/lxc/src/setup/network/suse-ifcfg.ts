import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { withSection } from '../text/pve-section.ts'
import { variableOf, withVariables } from '../text/variables.ts'
import { hostRoute, type Address } from './address.ts'
import { cardsOf, isGone, outsideGateways, type Card } from './card.ts'
import { withoutDefaults } from './default-routes.ts'

const folder = '/etc/sysconfig/network'
const owned = new Set(['STARTMODE', 'BOOTPROTO', 'IPADDR', 'NETMASK', 'PREFIXLEN', 'IPADDR_0', 'MTU'])
const usual = new Set([...owned, 'NAME', 'USERCONTROL', 'LLADDR', 'ZONE', 'ETHTOOL_OPTIONS', 'BROADCAST', 'NETWORK', 'REMOTE_IPADDR'])

/** Fixed addresses are set whatever the protocol; routers are heard with any. */
function protocolOf({ v4, v6 }: Card): string {
  if (v4.method === 'dhcp') return v6.method === 'dhcp' ? 'dhcp' : 'dhcp4'
  if (v6.method === 'dhcp') return 'dhcp6'
  if (v4.method === 'static' || v6.method === 'static') return 'static'
  return v6.method === 'auto' ? 'auto6' : 'none'
}

function addressLine(name: string, address: Address): string[] {
  return address.method === 'static' ? [`${name}=${address.address}/${address.prefix}`] : []
}

function gatewaysOf({ v4, v6 }: Card): string[] {
  return [v4, v6].flatMap(address => (address.method === 'static' && address.gateway ? [address.gateway.address] : []))
}

function routeLines(card: Card): string[] {
  const direct = outsideGateways(card).map(gateway => `${hostRoute(gateway)} - - ${card.name}`)
  return [...direct, ...gatewaysOf(card).map(gateway => `default ${gateway} - ${card.name}`)]
}

function writeRoutes(root: Changes, card: Card): void {
  const path = `${folder}/ifroute-${card.name}`
  const old = root.read(path)
  const lines = routeLines(card)
  if (old === undefined && !lines.length) return
  const text = withSection(withoutDefaults(old, gatewaysOf(card)), lines, 'last')
  if (text.trim() === '') root.remove(path)
  else root.write(path, text)
}

function removeGone(root: Changes, settings: GuestSettings): void {
  for (const name of root.list(folder)) {
    const card = /^ifcfg-(.+)$/.exec(name)?.[1] ?? ''
    const variables = (root.read(`${folder}/${name}`) ?? '').split('\n').flatMap(line => variableOf(line) ?? [])
    if (!isGone(card, settings) || !variables.every(variable => usual.has(variable))) continue
    for (const file of ['ifcfg', 'ifroute']) root.remove(`${folder}/${file}-${card}`)
  }
}

/** The network as SUSE's ifcfg files, which wicked reads. */
export function writeSuseIfcfg(root: Changes, settings: GuestSettings): void {
  removeGone(root, settings)
  for (const card of cardsOf(settings)) {
    const path = `${folder}/ifcfg-${card.name}`
    const addresses = [...addressLine('IPADDR', card.v4), ...addressLine('IPADDR_0', card.v6)]
    const mtu = card.mtu === undefined ? [] : [`MTU=${card.mtu}`]
    const lines = ['STARTMODE=auto', `BOOTPROTO=${protocolOf(card)}`, ...addresses, ...mtu]
    root.write(path, withVariables(root.read(path), owned, lines))
    writeRoutes(root, card)
  }
}
