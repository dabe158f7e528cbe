import { userPattern } from '../config/user-cfg-lines.ts'
import type { TicketKeys } from './keys.ts'
import { fresh, hexTime, signText, verifyText } from './signature.ts'

export const ticketSeconds = 7200
const cacheLimit = 10_000

/** `PVE:joe@pve:HEXTIME::signature`: proof of a login, for two hours. */
export interface Tickets {
  issue(userid: string, nowMs: number): string
  /** The user that the ticket was given to; undefined when it is no valid ticket. */
  verify(ticket: string, nowMs: number): string | undefined
}

interface Verified {
  readonly userid: string
  readonly stamp: string
}

export function createTickets(keys: TicketKeys): Tickets {
  /** Signatures that were checked, oldest use first. */
  const verified = new Map<string, Verified>()
  return {
    issue: (userid, nowMs) => signText(keys, `PVE:${userid}:${hexTime(nowMs)}`),
    verify(ticket, nowMs) {
      let found = verified.get(ticket)
      if (!found) {
        const match = /^PVE:([^:]+):([0-9A-F]{8})::/.exec(ticket)
        const [, userid = '', stamp = ''] = match ?? []
        if (!userPattern.test(userid) || !fresh(stamp, nowMs, ticketSeconds)) return undefined
        if (verifyText(keys, ticket) !== `PVE:${userid}:${stamp}`) return undefined
        found = { userid, stamp }
        if (verified.size >= cacheLimit) for (const oldest of [...verified.keys()].slice(0, cacheLimit / 10)) verified.delete(oldest)
        verified.set(ticket, found)
      }
      if (fresh(found.stamp, nowMs, ticketSeconds)) return found.userid
      verified.delete(ticket)
      return undefined
    },
  }
}
