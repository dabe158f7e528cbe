import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { cf, ds, node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesStatistics = {
  rrd: endpoint({
    method: 'GET',
    path: '/nodes/{node}/rrd',
    description: 'GET /nodes/{node}/rrd',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    parameters: { node, cf: optional(cf), ds, timeframe: string({ enum: ['hour', 'day', 'week', 'month', 'year', 'decade'] }) },
    returns: object({ filename: string() }),
  }),
  rrdData: endpoint({
    method: 'GET',
    path: '/nodes/{node}/rrddata',
    description: 'GET /nodes/{node}/rrddata',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    privileged: true,
    parameters: { node, cf: optional(cf), timeframe: string({ enum: ['hour', 'day', 'week', 'month', 'year', 'decade'] }) },
    returns: array(object({})),
  }),
}
