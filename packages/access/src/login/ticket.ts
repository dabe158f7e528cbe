import type { Caller, Privilege } from '@quorate/contract'
import { Failure, permissionFailure, splitList } from '@quorate/schema'
import type { Access } from '../access.ts'
import { aclPath } from '../decide/object-path.ts'
import { userOf } from '../decide/decide.ts'
import { issueCsrfToken } from '../tickets/csrf-token.ts'
import { verifyVncTicket } from '../tickets/vnc-ticket.ts'
import { loginAnswer } from './login-answer.ts'
import type { LoginRequest } from './login.ts'

/** Also `path` and `privs`: only asks whether the user may do something there. */
export interface TicketRequest extends LoginRequest {
  readonly path?: string
  readonly privs?: string
}

function requirePrivileges({ reader }: Access, authid: string, path: string, privs: string): void {
  const names = splitList(privs) as Privilege[]
  const held = reader.decider().privileges(authid, path, reader.now())
  if (!names.length || !names.every(name => held.has(name))) throw permissionFailure(path, names)
}

/** A login with its answer as clients know it. `clusterName` is undefined on a node alone. */
export async function createTicket(access: Access, request: TicketRequest, clusterName: string | undefined) {
  const { userid, ticket, needsSecondFactor } = await access.login.login(request)
  if (needsSecondFactor) {
    return { username: userid, ticket, CSRFPreventionToken: issueCsrfToken(access.keys, userid, access.now()), NeedTFA: 1 }
  }
  if (request.path !== undefined) {
    requirePrivileges(access, userid, request.path, request.privs ?? '')
    return { username: userid }
  }
  return { ...loginAnswer(access, userid, clusterName), ticket }
}

/** Refuses unless the console ticket was made for this user or token, path and port, who still has the privileges. */
export function checkVncTicket(
  access: Access,
  given: { authid: string; path: string; port?: number; privs: string; vncticket: string },
): void {
  const { authid, path, port, privs, vncticket } = given
  const grant = { authid, path, ...(port !== undefined && { port }) }
  if (!access.reader.decider().active(authid, access.reader.now()) || !verifyVncTicket(access.keys, vncticket, grant, access.now())) {
    throw new Failure('permission denied - invalid VNC ticket', { status: 401 })
  }
  requirePrivileges(access, authid, path, privs)
}

/** The caller's own privileges, or with Sys.Audit on /access anybody's. */
export function readPermissions({ authorizer, reader }: Access, caller: Caller, options: { path?: string; userid?: string }) {
  const { userid = caller.authid } = options
  const own = userid === caller.authid || (caller.authid === caller.userid && userOf(userid) === caller.userid)
  if (!own) authorizer.authorize(caller, '/access', ['Sys.Audit'])
  const config = reader.config()
  if (userid.includes('!') ? !config.tokens.has(userid) : userid !== caller.userid && userid !== 'root@pam' && !config.users.has(userid)) {
    throw new Failure(`no such user or token ('${userid}')`)
  }
  const path = options.path === undefined ? undefined : aclPath(options.path)
  if (options.path !== undefined && path === undefined) {
    throw new Failure('Parameter verification failed.', { status: 400, errors: { path: `invalid object path '${options.path}'` } })
  }
  return authorizer.effectivePermissions(userid, path)
}
