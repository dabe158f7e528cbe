import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { type AccessReader, createAccessReader } from './access-reader.ts'
import { type Authenticator, createAuthenticator } from './authenticate.ts'
import { type Authorizer, createAuthorizer } from './check-permission.ts'
import { createLogin, type Login, type LoginAttempt } from './login/login.ts'
import { domainsReader, type RealmEntry } from './realms/domains.ts'
import { createRealms, type Realms } from './realms/realms.ts'
import { ensureTicketKeys, type TicketKeys, ticketKeys } from './tickets/keys.ts'
import { createPeerTrust, type PeerTrust } from './tickets/peer-trust.ts'
import { createTickets, type Tickets } from './tickets/ticket.ts'
import { createSecondFactors, type SecondFactors } from './tfa/second-factor.ts'

/** Everything that decides who somebody is and what he may do; the handlers of this package take it whole. */
export interface Access {
  readonly store: ConfigStore
  readonly reader: AccessReader
  readonly authorizer: Authorizer
  readonly authenticator: Authenticator
  readonly login: Login
  readonly keys: TicketKeys
  readonly tickets: Tickets
  /** For calls between the nodes of a cluster. */
  readonly peerTrust: PeerTrust
  readonly secondFactors: SecondFactors
  readonly realms: Realms
  readonly domains: () => ReadonlyMap<string, RealmEntry>
  /** milliseconds since 1970 */
  readonly now: () => number
}

/** Puts the parts together; creates the keys for tickets when there are none. */
export async function createAccess(options: {
  readonly store: ConfigStore
  readonly host: Host
  /** How long a refused login takes to answer (default 3000 milliseconds). */
  readonly failureDelayMs?: number
  /** Hears of logins and of attempts that were refused. */
  readonly told?: (attempt: LoginAttempt) => void
}): Promise<Access> {
  const { store, host, failureDelayMs = 3000, told } = options
  const now = () => host.now()
  await ensureTicketKeys(store)
  const reader = createAccessReader(store, now)
  const keys = ticketKeys(store)
  const tickets = createTickets(keys)
  const realms = createRealms(store, host)
  const domains = domainsReader(store)
  const secondFactors = createSecondFactors(store)
  return {
    store,
    reader,
    authorizer: createAuthorizer(reader),
    authenticator: createAuthenticator({ access: reader, config: store, keys, tickets, now }),
    login: createLogin({ access: reader, realms, domains, keys, tickets, secondFactors, now, failureDelayMs, ...(told && { told }) }),
    keys,
    tickets,
    peerTrust: createPeerTrust(keys, reader, now),
    secondFactors,
    realms,
    domains,
    now,
  }
}
