import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AnswerOf } from '../../api/endpoints.ts'

/** `default`: the login form begins with it; the published list of answers leaves it out. */
export type RealmRow = AnswerOf<'GET /access/domains'>[number] & { readonly default?: 0 | 1 }

/** What kinds of realm are called. */
export const realmTypes: Readonly<Record<string, MessageDescriptor>> = {
  pam: msg`System accounts of the nodes`,
  pve: msg`Accounts kept by this cluster`,
  ldap: msg`LDAP directory`,
  ad: msg`Active Directory`,
  openid: msg`OpenID Connect`,
}
