import { randomBytes } from 'node:crypto'
import type { GuestIndex } from '../guest-index.ts'

const ourPrefix = 'BC:24:11'

/** A MAC address that no guest of the datacenter has. */
export function freshMac(guests: Pick<GuestIndex, 'all'>): string {
  for (;;) {
    const tail = [...randomBytes(3)].map(byte => byte.toString(16).padStart(2, '0').toUpperCase())
    const mac = [ourPrefix, ...tail].join(':')
    if (![...guests.all().values()].some(guest => guest.text.includes(mac))) return mac
  }
}
