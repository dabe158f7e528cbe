import { integer, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesTime = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/time',
    description: 'GET /nodes/{node}/time',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ localtime: integer(), time: integer(), timezone: string() }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/time',
    description: 'PUT /nodes/{node}/time',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, timezone: string() },
  }),
}
