import { Failure, failureText } from '@quorate/schema'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AccessReader } from '../access-reader.ts'
import { userPattern } from '../config/user-cfg-lines.ts'
import type { RealmEntry } from '../realms/domains.ts'
import { defaultRealm } from '../realms/domains.ts'
import { type Realms, splitUserid } from '../realms/realms.ts'
import type { TicketKeys } from '../tickets/keys.ts'
import { issueTfaTicket, verifyTfaTicket } from '../tickets/tfa-ticket.ts'
import type { Tickets } from '../tickets/ticket.ts'
import type { SecondFactors } from '../tfa/second-factor.ts'
import { LoginThrottle } from './login-throttle.ts'

export interface LoginServices {
  readonly access: AccessReader
  readonly realms: Realms
  readonly domains: () => ReadonlyMap<string, RealmEntry>
  readonly keys: TicketKeys
  readonly tickets: Tickets
  readonly secondFactors: SecondFactors
  /** milliseconds since 1970 */
  readonly now: () => number
  /** A refused login answers this much after it came. */
  readonly failureDelayMs: number
  /** Hears of every login, and of every attempt that was refused. */
  readonly told?: (attempt: LoginAttempt) => void
}

export interface LoginAttempt {
  /** undefined: there is no such user. What was typed for one may be a password. */
  readonly userid: string | undefined
  readonly address: string
  /** Why it was refused; undefined: it was not. */
  readonly refusal?: string
}

export interface LoginRequest {
  /** With or without `@realm`. */
  readonly username: string
  readonly realm?: string
  /** A password, or a ticket to be renewed; with a challenge the second factor: `totp:123456`. */
  readonly password: string
  readonly otp?: string
  readonly challenge?: string
  /** Address of the client. */
  readonly address: string
}

export interface LoginOutcome {
  readonly userid: string
  readonly ticket: string
  /** The ticket only opens the second step. */
  readonly needsSecondFactor: boolean
}

const refused = () => new Failure('authentication failure', { status: 401 })

export interface Login {
  login(request: LoginRequest): Promise<LoginOutcome>
  /** Is this the password of the user? Counted and delayed as a login is. Throws a Failure (401) when it is not. */
  confirm(userid: string, password: string, address: string): Promise<void>
}

export function createLogin(services: LoginServices): Login {
  const { access, realms, domains, keys, tickets, secondFactors, now } = services
  const throttle = new LoginThrottle()

  function useridOf({ username, realm }: LoginRequest): string {
    if (realm) return username.endsWith(`@${realm}`) ? username : `${username}@${realm}`
    return username.includes('@') ? username : `${username}@${defaultRealm(domains())}`
  }

  async function passwordFits(userid: string, password: string): Promise<boolean> {
    const { realm, name } = realms.of(userid)
    return await realm.check(name, password)
  }

  function finished(userid: string): LoginOutcome {
    return { userid, ticket: tickets.issue(userid, now()), needsSecondFactor: false }
  }

  /** undefined: refused. */
  async function attempt(userid: string, { password, otp, challenge }: LoginRequest): Promise<LoginOutcome | undefined> {
    if (!userPattern.test(userid) || !access.decider().active(userid, access.now())) return undefined
    if (challenge !== undefined) {
      if (!verifyTfaTicket(keys, challenge, userid, now())) return undefined
      return (await secondFactors.verify(userid, password, now())) ? finished(userid) : undefined
    }
    // A ticket stands for a login that had its second factor.
    if (password.startsWith('PVE:') && tickets.verify(password, now()) === userid) return finished(userid)
    if (!(await passwordFits(userid, password))) return undefined
    const needed = secondFactors.challenge(userid)
    if (!needed) {
      const demanded = domains().get(splitUserid(userid).realm)?.values.has('tfa')
      if (demanded) throw new Failure(`cannot log in ${userid}: the realm demands a second factor and the user has none`, { status: 401 })
      return finished(userid)
    }
    if (otp !== undefined) return (await secondFactors.verify(userid, `totp:${otp}`, now())) ? finished(userid) : undefined
    return { userid, ticket: issueTfaTicket(keys, userid, needed, now()), needsSecondFactor: true }
  }

  /** All refusals take the same time, so that they tell nothing about why. */
  async function guarded<T>(userid: string, address: string, work: () => Promise<T | undefined>): Promise<T> {
    const started = performance.now()
    try {
      const result = await throttle.attempt(userid, address, now, work)
      if (result === undefined) throw refused()
      return result
    } catch (error) {
      const known = userid === 'root@pam' || access.config().users.has(userid)
      services.told?.({ userid: known ? userid : undefined, address, refusal: failureText(error) })
      const leftMs = services.failureDelayMs - (performance.now() - started)
      if (leftMs > 0) await sleep(leftMs)
      throw error
    }
  }

  return {
    async login(request) {
      const userid = useridOf(request)
      const outcome = await guarded(userid, request.address, () => attempt(userid, request))
      // One that is renewed by its ticket goes on.
      if (!outcome.needsSecondFactor && !request.password.startsWith('PVE:')) services.told?.({ userid, address: request.address })
      return outcome
    },
    async confirm(userid, password, address) {
      await guarded(userid, address, async () => ((await passwordFits(userid, password)) ? true : undefined))
    },
  }
}
