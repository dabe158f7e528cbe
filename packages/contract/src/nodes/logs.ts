import { array, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { limit, node, since, start, until } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesLogs = {
  journal: endpoint({
    method: 'GET',
    path: '/nodes/{node}/journal',
    description: 'Read the journal.',
    permission: needs('/nodes/{node}', 'Sys.Syslog'),
    privileged: true,
    proxy: 'node',
    transport: 'download',
    parameters: {
      node,
      endcursor: optional(string({ description: 'Up to this cursor.' })),
      lastentries: optional(integer({ description: 'Only this many of the newest lines.', minimum: 0 })),
      since: optional(since),
      startcursor: optional(string({ description: 'From this cursor.' })),
      until: optional(until),
    },
    returns: array(string()),
  }),
  syslog: endpoint({
    method: 'GET',
    path: '/nodes/{node}/syslog',
    description: 'Read the system log.',
    permission: needs('/nodes/{node}', 'Sys.Syslog'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      limit: optional(limit),
      service: optional(string({ description: 'Name of the service.', maxLength: 128 })),
      since: optional(
        string({ description: 'Only what is newer than this time.', pattern: '^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}(:\\d{2})?)?$' }),
      ),
      start: optional(described(start, { description: 'First line, from 0.' })),
      until: optional(
        string({ description: 'Only what is older than this time.', pattern: '^\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2}(:\\d{2})?)?$' }),
      ),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
}
