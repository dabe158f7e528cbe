import { useMemo } from 'react'
import { asEntry, type AclEntry } from '../acl/acl-entries.ts'
import type { AnswerOf, EndpointKey } from '../api/endpoints.ts'
import { queryClient } from '../api/query-client.ts'
import { useCall } from '../api/use-call.ts'

export type UserRow = AnswerOf<'GET /access/users'>[number]
export type GroupRow = AnswerOf<'GET /access/groups'>[number]
export type RoleRow = AnswerOf<'GET /access/roles'>[number]
export type FactorsRow = AnswerOf<'GET /access/tfa'>[number]
/** `description` is told by the server although the published list of answers leaves it out. */
export type FactorEntry = FactorsRow['entries'][number] & { readonly description?: string }

const users = { watch: ['/user.cfg', '/priv/tfa.cfg'] }

export const useUsers = () => useCall('GET /access/users', { full: true }, users)
export const useGroups = () => useCall('GET /access/groups', {}, users)
export const useRoles = () => useCall('GET /access/roles', {}, users)
export const useFactors = () => useCall('GET /access/tfa', {}, { watch: ['/user.cfg', '/priv/tfa.cfg'] })
export const useRealms = () => useCall('GET /access/domains', {}, { watch: ['/domains.cfg'] })

/** All entries of the access control list that the caller may see. */
export function useAcl(): readonly AclEntry[] {
  const { data } = useCall('GET /access/acl', {}, users)
  return useMemo(() => (data ?? []).map(asEntry), [data])
}

/** Fetches answers anew after a change that no event tells, such as one of secrets. */
export const refresh = (...keys: readonly EndpointKey[]): void => {
  for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] })
}

export const realmOf = (userid: string): string => userid.slice(userid.lastIndexOf('@') + 1)
export const fullName = ({ firstname, lastname }: Pick<UserRow, 'firstname' | 'lastname'>): string =>
  [firstname, lastname].filter(Boolean).join(' ')
/** It lies in the past. */
export const isOver = (expire: number | undefined): boolean => expire !== undefined && expire !== 0 && expire * 1000 <= Date.now()
export const isLocked = (user: Pick<UserRow, 'totp-locked' | 'tfa-locked-until'>): boolean =>
  user['totp-locked'] === 1 || (user['tfa-locked-until'] ?? 0) * 1000 > Date.now()
