import type { Privilege } from '@quorate/contract'
import type { AccessConfig } from '../config/access-config.ts'
import { everything, type Grants, intersect, nothing, RuleView, rulesOf, union } from './subject-view.ts'

/** Decisions are kept for this many paths of one subject. */
const pathLimit = 50_000

/** `joe@pve!ci` is a token of `joe@pve`. */
export function userOf(authid: string): string {
  const at = authid.indexOf('!')
  return at < 0 ? authid : authid.slice(0, at)
}

export const rootUser = 'root@pam'

/**
 * Who may do what, as a pure function of the configuration:
 * - the nearest path with a rule decides; a rule without propagation counts for its own path only;
 * - on one path, what is said to a user replaces what is said to the user's groups; NoAccess replaces all other roles;
 * - members of a pool get what is handed down by the pool in addition; NoAccess on the member keeps that out, and
 *   NoAccess on the pool keeps out what the member inherits from elsewhere;
 * - a separated token has what both it and its user have; any other token has what its user has;
 * - root@pam has everything; who is unknown, disabled or expired has nothing.
 */
export class Decider {
  readonly config: AccessConfig
  readonly #poolsOf = new Map<string, string[]>()
  readonly #views = new Map<string, RuleView>()
  readonly #decided = new Map<string, Map<string, Grants>>()

  constructor(config: AccessConfig) {
    this.config = config
    for (const [pool, { vms, storages }] of config.pools) {
      for (const path of [...Array.from(vms, id => `/vms/${id}`), ...Array.from(storages, id => `/storage/${id}`)]) {
        this.#poolsOf.set(path, [...(this.#poolsOf.get(path) ?? []), pool])
      }
    }
  }

  /** May this user or token be used at all? `now` in seconds since 1970. root@pam always may. */
  active(authid: string, now: number): boolean {
    const userid = userOf(authid)
    const user = this.config.users.get(userid)
    const expired = (at: number) => at !== 0 && at <= now
    if (userid !== rootUser && (!user || !user.enable || expired(user.expire))) return false
    if (authid === userid) return true
    const token = this.config.tokens.get(authid)
    return token !== undefined && !expired(token.expire)
  }

  /** What the user or token may do on the path. `now` in seconds since 1970. */
  privileges(authid: string, path: string, now: number): Grants {
    if (!this.active(authid, now)) return nothing
    let decided = this.#decided.get(authid)
    if (!decided) this.#decided.set(authid, (decided = new Map()))
    const known = decided.get(path)
    if (known) return known
    const grants = this.#decide(authid, path)
    if (decided.size >= pathLimit) decided.clear()
    decided.set(path, grants)
    return grants
  }

  holds(authid: string, path: string, privilege: Privilege, now: number): boolean {
    return this.privileges(authid, path, now).has(privilege)
  }

  #decide(authid: string, path: string): Grants {
    const userid = userOf(authid)
    const ofUser = userid === rootUser ? everything : this.#onPath(this.#view(userid), path)
    if (authid === userid || !this.config.tokens.get(authid)?.privsep) return ofUser
    return intersect(this.#onPath(this.#view(authid), path), ofUser)
  }

  #onPath(view: RuleView, path: string): Grants {
    const pools = this.#poolsOf.get(path)
    if (!pools) return view.at(path)
    const own = view.own(path)
    if (own?.size === 0) return own
    const handedDown = pools.flatMap(pool => view.ofPool(pool) ?? [])
    if (handedDown.some(grants => grants.size === 0)) return own ?? nothing
    return handedDown.reduce(union, view.at(path))
  }

  #view(subject: string): RuleView {
    let view = this.#views.get(subject)
    if (!view) {
      const groups = [...this.config.groups].filter(([, { users }]) => users.has(subject)).map(([id]) => id)
      this.#views.set(subject, (view = new RuleView(rulesOf(this.config, subject, groups))))
    }
    return view
  }
}
