import { useCall } from '../../api/use-call.ts'
import type { AnswerOf } from '../../api/endpoints.ts'

export type Membership = AnswerOf<'GET /cluster/config/membership'>
export type MemberNode = Membership['nodes'][number]

/** Links and votes of corosync: no event tells of them. */
const lookAgainMs = 10_000

/** The cluster as the node that answers sees it. `follow`: also what no event tells. */
export const useMembership = (follow = false) =>
  useCall(
    'GET /cluster/config/membership',
    {},
    {
      watch: ['/corosync.conf', '/cluster-members'],
      tasks: ['clustercreate', 'clusterjoin', 'clusterleave'],
      ...(follow && { everyMs: lookAgainMs }),
    },
  )
