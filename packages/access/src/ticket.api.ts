import { implement, type Implementation } from '@quorate/contract'
import { accessPermissions } from '@quorate/contract/access/permissions'
import { accessTicket } from '@quorate/contract/access/ticket'
import type { Access } from './access.ts'
import { checkVncTicket, createTicket, readPermissions } from './login/ticket.ts'

/** Logins and what a caller may do. `clusterName` answers undefined on a node alone. */
export function ticketApi(access: Access, clusterName: () => string | undefined): Implementation[] {
  return [
    ...implement(accessTicket, {
      page: () => null,
      async create({ caller }, { 'tfa-challenge': challenge, username, password, realm, otp, path, privs }) {
        const request = {
          username,
          password,
          address: caller.address,
          ...(realm !== undefined && { realm }),
          ...(otp !== undefined && { otp }),
          ...(challenge !== undefined && { challenge }),
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
