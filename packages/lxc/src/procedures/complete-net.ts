import { freshMac, type GuestIndex } from '@quorate/guest'
import { membersOf, textOf } from './config-members.ts'

/** The text of a network card with all that a new one gets: a MAC address, a name, its kind. `renew`: a MAC address also where there is one. */
export function completeNet(key: string, text: string, guests: Pick<GuestIndex, 'all'>, options: { renew?: boolean } = {}): string {
  const members = membersOf(key, text)
  if (!members) return text
  const { hwaddr, ...others } = members
  const mac = hwaddr === undefined || options.renew ? freshMac(guests) : String(hwaddr).toUpperCase()
  return textOf(key, { type: 'veth', name: `eth${key.slice('net'.length)}`, ...others, hwaddr: mac })
}
