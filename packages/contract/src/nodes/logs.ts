import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { limit, node, since, start, until } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesLogs = {
  journal: endpoint({
    method: 'GET',
    path: '/nodes/{node}/journal',
    description: 'GET /nodes/{node}/journal',
    permission: needs('/nodes/{node}', 'Sys.Syslog'),
    privileged: true,
    proxy: 'node',
    transport: 'download',
    parameters: {
      node,
      endcursor: optional(string()),
      lastentries: optional(integer({ minimum: 0 })),
      since: optional(since),
      startcursor: optional(string()),
      until: optional(until),
    },
    returns: array(string()),
  }),
  syslog: endpoint({
    method: 'GET',
    path: '/nodes/{node}/syslog',
    description: 'GET /nodes/{node}/syslog',
    permission: needs('/nodes/{node}', 'Sys.Syslog'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      limit: optional(limit),
      service: optional(string({ maxLength: 128 })),
      since: optional(string({ pattern: '^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}(:\\d{2})?)?$' })),
      start: optional(start),
      until: optional(string({ pattern: '^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}(:\\d{2})?)?$' })),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
}
