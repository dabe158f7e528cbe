import { timingSafeEqual } from 'node:crypto'
import type { ConfigReader } from '@quorate/cluster'
import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { AccessReader } from './access-reader.ts'
import { cachedFile } from './config/cached-file.ts'
import { tokenTable } from './config/line-table.ts'
import { tokenPattern } from './config/user-cfg-lines.ts'
import { rootUser, userOf } from './decide/decide.ts'
import { verifyCsrfToken } from './tickets/csrf-token.ts'
import type { TicketKeys } from './tickets/keys.ts'
import type { Tickets } from './tickets/ticket.ts'

/** What a request brings to prove who sends it. The same shape as the server asks for. */
export interface Credentials {
  readonly authorization?: string
  /** The whole Cookie header. */
  readonly cookie?: string
  /** Header CSRFPreventionToken. */
  readonly csrf?: string
  /** Address of the client. */
  readonly address: string
}

export interface Authenticator {
  /** undefined: no credentials were given. Throws a Failure (401) for bad, expired or disabled ones, or a missing CSRF token. */
  authenticate(credentials: Credentials, method: string): Caller | undefined
}

export const tokenFilePath = 'priv/token.cfg'

/** The first is what a browser's session has: only this host can have set it. */
const cookieNames = ['__Host-PVEAuthCookie', 'PVEAuthCookie']

function refuse(why: string): never {
  throw new Failure(`permission denied - ${why}`, { status: 401 })
}

/** A ticket as clients send it: some quote it, some encode it as a URL does. */
function plainTicket(text: string): string {
  const value = text.trim()
  const plain = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value
  if (!plain.includes('%')) return plain
  try {
    return decodeURIComponent(plain)
  } catch (error) {
    if (error instanceof URIError) return plain
    throw error
  }
}

function cookieTicket(header: string | undefined): string | undefined {
  if (header === undefined) return undefined
  const tickets = new Map<string, string>()
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    const name = part.slice(0, at).trim()
    if (cookieNames.includes(name) && !tickets.has(name)) tickets.set(name, part.slice(at + 1))
  }
  return cookieNames.map(name => tickets.get(name)).find(ticket => ticket !== undefined)
}

/** A user or token whose proof was seen elsewhere. Throws a Failure (401) for one that is disabled, expired or gone. */
export function activeCaller(access: AccessReader, authid: string, address: string): Caller {
  const userid = userOf(authid)
  const token = authid === userid ? undefined : authid.slice(userid.length + 1)
  if (!access.decider().active(authid, access.now()))
    refuse(token === undefined ? 'the user is disabled or expired' : 'the API token or its user is disabled or expired')
  return { authid, userid, ...(token !== undefined && { token }), root: authid === rootUser, address }
}

export function createAuthenticator(services: {
  readonly access: AccessReader
  readonly config: ConfigReader
  readonly keys: TicketKeys
  readonly tickets: Tickets
  /** milliseconds since 1970 */
  readonly now: () => number
}): Authenticator {
  const { access, keys, tickets, now } = services
  const secrets = cachedFile(services.config, tokenFilePath, text => {
    const table = tokenTable(text ?? '')
    return new Map(table.keys().map(id => [id, Buffer.from(table.get(id) ?? '')]))
  })

  function byToken(text: string, address: string): Caller {
    const at = text.search(/[=:](?=[^=:]*$)/)
    const authid = text.slice(0, at)
    if (at < 0 || !tokenPattern.test(authid)) refuse('invalid API token')
    const given = Buffer.from(text.slice(at + 1))
    const expected = secrets().get(authid)
    if (!expected?.length || given.length !== expected.length || !timingSafeEqual(given, expected)) refuse('invalid API token')
    return activeCaller(access, authid, address)
  }

  function byTicket(ticket: string, csrf: string | undefined, method: string, address: string): Caller {
    const userid = tickets.verify(ticket, now())
    if (userid === undefined) refuse('invalid PVE ticket')
    const caller = activeCaller(access, userid, address)
    if (method !== 'GET' && (csrf === undefined || !verifyCsrfToken(keys, csrf, userid, now()))) refuse('invalid csrf token')
    return caller
  }

  return {
    authenticate({ authorization, cookie, csrf, address }, method) {
      const match = authorization === undefined ? undefined : /^(PVEAPIToken|PVEAuthCookie)[= ]\s*(.*)$/s.exec(authorization.trim())
      if (match?.[1] === 'PVEAPIToken') return byToken((match[2] ?? '').trim(), address)
      const ticket = match ? match[2] : cookieTicket(cookie)
      return ticket ? byTicket(plainTicket(ticket), csrf, method, address) : undefined
    },
  }
}
