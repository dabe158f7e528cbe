import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesDns = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/dns',
    description: 'GET /nodes/{node}/dns',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ dns1: optional(string()), dns2: optional(string()), dns3: optional(string()), search: optional(string()) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/dns',
    description: 'PUT /nodes/{node}/dns',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      dns1: optional(string({ format: 'ip' })),
      dns2: optional(string({ format: 'ip' })),
      dns3: optional(string({ format: 'ip' })),
      search: string(),
    },
  }),
}
