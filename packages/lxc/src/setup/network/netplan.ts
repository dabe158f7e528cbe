import type { Changes } from '../changes.ts'
import type { GuestSettings } from '../setup-types.ts'
import type { Address } from './address.ts'
import { cardsOf, type Card } from './card.ts'

const folder = '/etc/netplan'
const own = '95-lxc-cards.yaml'

/** Cards that somebody's file describes. */
function describedCards(root: Changes, cards: readonly Card[]): Card[] {
  const files = root.list(folder).filter(name => name.endsWith('.yaml') && name !== own)
  const lines = files.flatMap(name => (root.read(`${folder}/${name}`) ?? '').split('\n'))
  return cards.filter(({ name }) => lines.some(line => line.trim().replaceAll(/["']/g, '') === `${name}:`))
}

function routeOf(address: Address): string[] {
  if (address.method !== 'static' || !address.gateway) return []
  const to = address.gateway.address.includes(':') ? '"::/0"' : '0.0.0.0/0'
  const route = [`        - to: ${to}`, `          via: "${address.gateway.address}"`]
  return [...route, ...(address.gateway.outside ? ['          on-link: true'] : [])]
}

function describe(card: Card): string[] {
  const addresses = [card.v4, card.v6].flatMap(address =>
    address.method === 'static' ? [`        - "${address.address}/${address.prefix}"`] : [],
  )
  const routes = [...routeOf(card.v4), ...routeOf(card.v6)]
  return [
    `    ${card.name}:`,
    `      dhcp4: ${card.v4.method === 'dhcp'}`,
    `      dhcp6: ${card.v6.method === 'dhcp'}`,
    `      accept-ra: ${card.v6.method === 'auto' || card.v6.method === 'dhcp'}`,
    ...(addresses.length ? ['      addresses:', ...addresses] : []),
    ...(routes.length ? ['      routes:', ...routes] : []),
    ...(card.mtu === undefined ? [] : [`      mtu: ${card.mtu}`]),
  ]
}

/**
 * Cards in netplan's form, for an image that describes them so itself: what netplan makes of that would come before the
 * files of systemd-networkd. A later file adds to an earlier one and overrides single values.
 */
export function writeNetplan(root: Changes, settings: GuestSettings): void {
  const cards = describedCards(root, cardsOf(settings))
  if (!cards.length) return root.remove(`${folder}/${own}`)
  const lines = ['network:', '  version: 2', '  ethernets:', ...cards.flatMap(describe)]
  root.write(`${folder}/${own}`, `${lines.join('\n')}\n`, 0o600)
}
