import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import { withSection } from '../text/pve-section.ts'
import { variableOf, withVariables } from '../text/variables.ts'
import { isLinkLocal, netmask, type Address } from './address.ts'
import { cardsOf, isGone, type Card } from './card.ts'
import { withoutDefaults } from './default-routes.ts'

const folder = '/etc/sysconfig/network-scripts'
const names4 = ['DEVICE', 'ONBOOT', 'BOOTPROTO', 'IPADDR', 'NETMASK', 'PREFIX', 'GATEWAY', 'MTU']
const names6 = ['IPV6INIT', 'IPV6_AUTOCONF', 'IPV6ADDR', 'IPV6_DEFAULTGW', 'DHCPV6C']
const owned = new Set([...names4, ...names6])
/** Written beside ours by programs that rewrite such files. */
const usual = new Set([...owned, 'NAME', 'TYPE', 'UUID', 'HWADDR', 'DEFROUTE', 'PEERDNS', 'NM_CONTROLLED', 'USERCTL'])

function lines4(address: Address): string[] {
  if (address.method === 'dhcp') return ['BOOTPROTO=dhcp']
  if (address.method !== 'static') return ['BOOTPROTO=none']
  const gateway = address.gateway && !address.gateway.outside ? [`GATEWAY=${address.gateway.address}`] : []
  return ['BOOTPROTO=none', `IPADDR=${address.address}`, `NETMASK=${netmask(address.prefix)}`, ...gateway]
}

/** The network scripts of release 7 take an address of the link only together with its card; NetworkManager leaves that out. */
function scoped(address: string, card: string): string {
  return isLinkLocal(address) ? `${address}%${card}` : address
}

function lines6({ name, v6: address }: Card): string[] {
  if (address.method === 'auto') return ['IPV6INIT=yes', 'IPV6_AUTOCONF=yes']
  if (address.method === 'dhcp') return ['IPV6INIT=yes', 'IPV6_AUTOCONF=no', 'DHCPV6C=yes']
  if (address.method !== 'static') return []
  const gateway = address.gateway && !address.gateway.outside ? [`IPV6_DEFAULTGW=${scoped(address.gateway.address, name)}`] : []
  return ['IPV6INIT=yes', 'IPV6_AUTOCONF=no', `IPV6ADDR=${address.address}/${address.prefix}`, ...gateway]
}

/** Routes through a gateway in no network of the card. */
function writeRoutes(root: Changes, path: string, { name }: Card, address: Address): void {
  const { address: gateway, outside = false } = (address.method === 'static' && address.gateway) || {}
  const lines = !outside ? [] : [`${gateway} dev ${name}`, `default via ${gateway} dev ${name}`]
  const old = root.read(path)
  if (old === undefined && !lines.length) return
  const text = withSection(withoutDefaults(old, gateway === undefined ? [] : [gateway]), lines, 'last')
  if (text.trim() === '') root.remove(path)
  else root.write(path, text)
}

function removeGone(root: Changes, settings: GuestSettings): void {
  for (const name of root.list(folder)) {
    const card = /^ifcfg-(.+)$/.exec(name)?.[1] ?? ''
    const variables = (root.read(`${folder}/${name}`) ?? '').split('\n').flatMap(line => variableOf(line) ?? [])
    if (!isGone(card, settings) || !variables.every(variable => usual.has(variable))) continue
    for (const file of ['ifcfg', 'route', 'route6']) root.remove(`${folder}/${file}-${card}`)
  }
}

/** The network as Red Hat's ifcfg files, which its network scripts read, and NetworkManager up to release 9. */
export function writeRedhatIfcfg(root: Changes, settings: GuestSettings): void {
  removeGone(root, settings)
  for (const card of cardsOf(settings)) {
    const path = `${folder}/ifcfg-${card.name}`
    const mtu = card.mtu === undefined ? [] : [`MTU=${card.mtu}`]
    const lines = [`DEVICE=${card.name}`, 'ONBOOT=yes', ...lines4(card.v4), ...lines6(card), ...mtu]
    root.write(path, withVariables(root.read(path), owned, lines))
    writeRoutes(root, `${folder}/route-${card.name}`, card, card.v4)
    writeRoutes(root, `${folder}/route6-${card.name}`, card, card.v6)
  }
}
