import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Access } from '../access.ts'
import { ticketSeconds } from '../tickets/ticket.ts'
import type { LoginRequest } from './login.ts'
import { loginAnswer } from './login-answer.ts'

/** The ticket goes into a cookie and nowhere else; none where a second factor is missing. */
export interface SessionAnswer {
  readonly answer: Readonly<Record<string, unknown>>
  readonly ticket?: string
}

function opened(access: Access, userid: string, ticket: string, clusterName: string | undefined): SessionAnswer {
  const expire = Math.floor(access.now() / 1000) + ticketSeconds
  return { ticket, answer: { ...loginAnswer(access, userid, clusterName), expire } }
}

/** A login as for a ticket. */
export async function openSession(access: Access, request: LoginRequest, clusterName: string | undefined): Promise<SessionAnswer> {
  const { userid, ticket, needsSecondFactor } = await access.login.login(request)
  if (needsSecondFactor) return { answer: { username: userid, NeedTFA: 1, challenge: ticket } }
  return opened(access, userid, ticket, clusterName)
}

/** Two hours more for somebody whose ticket is still good. */
export function renewSession(access: Access, { userid, token }: Caller, clusterName: string | undefined): SessionAnswer {
  if (userid === '' || token !== undefined) throw new Failure('there is no session to renew: log in', { status: 401 })
  return opened(access, userid, access.tickets.issue(userid, access.now()), clusterName)
}
