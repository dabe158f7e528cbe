import type { TicketKeys } from './keys.ts'
import { fresh, hexTime, signText, verifyText } from './signature.ts'

/** A console has to be opened this soon after it was asked for. */
const vncSeconds = 40

/** What a console ticket is good for. */
export interface ConsoleGrant {
  readonly authid: string
  /** Object path: `/vms/100` */
  readonly path: string
  readonly port?: number
}

const bound = ({ authid, path, port }: ConsoleGrant) => `:${authid}:${path}${port === undefined ? '' : `:${port}`}`

/** `PVEVNC:HEXTIME::signature` */
export function issueVncTicket(keys: TicketKeys, grant: ConsoleGrant, nowMs: number): string {
  return signText(keys, `PVEVNC:${hexTime(nowMs)}`, bound(grant))
}

export function verifyVncTicket(keys: TicketKeys, ticket: string, grant: ConsoleGrant, nowMs: number): boolean {
  const stamp = /^PVEVNC:([0-9A-F]{8})::/.exec(ticket)?.[1]
  if (stamp === undefined || !fresh(stamp, nowMs, vncSeconds)) return false
  return verifyText(keys, ticket, bound(grant)) === `PVEVNC:${stamp}`
}
