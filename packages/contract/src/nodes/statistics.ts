import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { cf, ds, node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesStatistics = {
  rrd: endpoint({
    method: 'GET',
    path: '/nodes/{node}/rrd',
    description: 'Draw past measurements of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    parameters: {
      node,
      cf: optional(cf),
      ds,
      timeframe: string({ description: 'Period that the samples cover.', enum: ['hour', 'day', 'week', 'month', 'year', 'decade'] }),
    },
    returns: object({ filename: string() }),
  }),
  rrdData: endpoint({
    method: 'GET',
    path: '/nodes/{node}/rrddata',
    description: 'Show past measurements of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    parameters: {
      node,
      cf: optional(cf),
      timeframe: string({ description: 'Period that the samples cover.', enum: ['hour', 'day', 'week', 'month', 'year', 'decade'] }),
    },
    returns: array(object({})),
  }),
}
