import { integer, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesTime = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/time',
    description: 'Show time and time zone of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ localtime: integer(), time: integer(), timezone: string() }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/time',
    description: 'Set the time zone of the node.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, timezone: string({ description: 'Time zone, such as Europe/Vienna.' }) },
  }),
}
