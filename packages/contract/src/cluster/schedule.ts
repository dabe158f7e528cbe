import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { schedule } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const clusterSchedule = {
  analyze: endpoint({
    method: 'GET',
    path: '/cluster/jobs/schedule-analyze',
    description: 'List the next times of a schedule.',
    permission: anyUser,
    parameters: {
      iterations: optional(integer({ description: 'How many times to compute.', default: 10, minimum: 1, maximum: 100 })),
      schedule,
      starttime: optional(integer({ description: 'Start time.' })),
    },
    returns: array(object({ timestamp: integer(), utc: string() })),
  }),
}
