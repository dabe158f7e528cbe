import type { Implementation } from '@quorate/contract'
import type { Access } from './access.ts'
import { domainsApi } from './domains.api.ts'
import { groupsApi } from './groups.api.ts'
import type { PoolMembers } from './pools/pools.ts'
import { poolsApi } from './pools.api.ts'
import { tfaApi } from './tfa.api.ts'
import { preferencesApi } from './preferences.api.ts'
import { sessionApi } from './session.api.ts'
import { ticketApi } from './ticket.api.ts'
import { usersApi } from './users.api.ts'

export interface AccessApiOptions {
  /** undefined on a node alone. */
  readonly clusterName: () => string | undefined
  /** Rows of those of the guests and storages that exist. */
  readonly members: PoolMembers
}

/** Everything below /access and /pools that is built. */
export function accessApi(access: Access, { clusterName, members }: AccessApiOptions): Implementation[] {
  return [
    ...ticketApi(access, clusterName),
    ...sessionApi(access, clusterName),
    ...preferencesApi(access),
    ...usersApi(access),
    ...groupsApi(access),
    ...domainsApi(access),
    ...tfaApi(access),
    ...poolsApi(access, members),
  ]
}
