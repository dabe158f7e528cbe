import { implement, type Implementation } from '@quorate/contract'
import { accessPermissions } from '@quorate/contract/access/permissions'
import { accessTicket } from '@quorate/contract/access/ticket'
import type { Access } from './access.ts'
import { loginRequest } from './login/login-request.ts'
import { checkVncTicket, createTicket, readPermissions } from './login/ticket.ts'

/** Logins and what a caller may do. `clusterName` answers undefined on a node alone. */
export function ticketApi(access: Access, clusterName: () => string | undefined): Implementation[] {
  return [
    ...implement(accessTicket, {
      page: () => null,
      async create({ caller }, { path, privs, ...given }) {
        const request = {
          ...loginRequest(caller, given),
          ...(path !== undefined && { path }),
          ...(privs !== undefined && { privs }),
        }
        return await createTicket(access, request, clusterName())
      },
      verify: (_call, given) => {
        checkVncTicket(access, given)
        return null
      },
    }),
    ...implement(accessPermissions, { get: ({ caller }, options) => readPermissions(access, caller, options) }),
  ]
}
