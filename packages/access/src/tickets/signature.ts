import { sign, verify } from 'node:crypto'
import type { TicketKeys } from './keys.ts'

/** Clocks of a cluster's nodes may differ by this much. seconds */
const clockSlack = 300

/** `F4A1B2C3`: seconds since 1970 in hexadecimal, as it stands in every ticket. */
export function hexTime(nowMs: number): string {
  return Math.floor(nowMs / 1000)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0')
}

/** Is something stamped with this time still good? A stamp from the future is not, but for the nodes' clocks. */
export function fresh(stamp: string, nowMs: number, validSeconds: number): boolean {
  const age = nowMs / 1000 - Number.parseInt(stamp, 16)
  return age >= -clockSlack && age < validSeconds
}

/** `bound` is signed but not part of the text: whoever checks has to know it. */
export function signText(keys: TicketKeys, text: string, bound = ''): string {
  return `${text}::${sign('sha256', Buffer.from(text + bound), keys.signing()).toString('base64')}`
}

/** The signed text, or undefined when no present key has signed it. */
export function verifyText(keys: TicketKeys, ticket: string, bound = ''): string | undefined {
  const at = ticket.lastIndexOf('::')
  if (at < 0 || ticket.length > 8192) return undefined
  const text = ticket.slice(0, at)
  const signature = ticket.slice(at + 2)
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return undefined
  const data = Buffer.from(text + bound)
  const bytes = Buffer.from(signature, 'base64')
  return keys.verifying().some(key => verify('sha256', data, key, bytes)) ? text : undefined
}
