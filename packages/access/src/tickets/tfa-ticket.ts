import type { TicketKeys } from './keys.ts'
import { fresh, hexTime, signText, verifyText } from './signature.ts'

const tfaSeconds = 300

/** Which second factors a login may be finished with. `recovery`: numbers of the keys that are left. */
export interface TfaChallenge {
  readonly totp: boolean
  readonly recovery?: readonly number[]
}

const bound = (userid: string) => `:${userid}`

/** `PVE:!tfa!<JSON, percent-encoded>:HEXTIME::signature`: the password was right, the second factor is missing. */
export function issueTfaTicket(keys: TicketKeys, userid: string, challenge: TfaChallenge, nowMs: number): string {
  return signText(keys, `PVE:!tfa!${encodeURIComponent(JSON.stringify(challenge))}:${hexTime(nowMs)}`, bound(userid))
}

export function verifyTfaTicket(keys: TicketKeys, ticket: string, userid: string, nowMs: number): boolean {
  const stamp = /^PVE:!tfa![^:]*:([0-9A-F]{8})::/.exec(ticket)?.[1]
  if (stamp === undefined || !fresh(stamp, nowMs, tfaSeconds)) return false
  return verifyText(keys, ticket, bound(userid)) !== undefined
}
