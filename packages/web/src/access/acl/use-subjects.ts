import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'

export type SubjectKind = 'user' | 'group' | 'token'

/** Everybody who can be given a role. */
export function useSubjects(): Readonly<Record<SubjectKind, readonly string[]>> {
  const { data: users } = useCall('GET /access/users', { full: true }, { watch: ['/user.cfg'] })
  const { data: groups } = useCall('GET /access/groups', {}, { watch: ['/user.cfg'] })
  return useMemo(
    () => ({
      user: (users ?? []).map(({ userid }) => userid),
      group: (groups ?? []).map(({ groupid }) => groupid),
      token: (users ?? []).flatMap(({ userid, tokens }) => (tokens ?? []).map(({ tokenid }) => `${userid}!${tokenid}`)),
    }),
    [users, groups],
  )
}
