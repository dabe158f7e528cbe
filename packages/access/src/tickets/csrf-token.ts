import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TicketKeys } from './keys.ts'
import { fresh, hexTime } from './signature.ts'

const csrfSeconds = 24 * 3600

const digest = (keys: TicketKeys, stamp: string, userid: string) =>
  createHmac('sha256', keys.csrf()).update(`${stamp}:${userid}`).digest('base64').replace(/=+$/, '')

/** `HEXTIME:hmac`, bound to the user, for a day. */
export function issueCsrfToken(keys: TicketKeys, userid: string, nowMs: number): string {
  const stamp = hexTime(nowMs)
  return `${stamp}:${digest(keys, stamp, userid)}`
}

export function verifyCsrfToken(keys: TicketKeys, token: string, userid: string, nowMs: number): boolean {
  const match = /^([0-9A-F]{8}):([A-Za-z0-9+/]+)$/.exec(token)
  if (!match) return false
  const [, stamp = '', given = ''] = match
  const expected = digest(keys, stamp, userid)
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected)) && fresh(stamp, nowMs, csrfSeconds)
}
