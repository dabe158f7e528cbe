import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesDns = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/dns',
    description: 'Show the DNS settings of the node.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({ dns1: optional(string()), dns2: optional(string()), dns3: optional(string()), search: optional(string()) }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/dns',
    description: 'Change the DNS settings of the node.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      dns1: optional(string({ description: 'First DNS server.', format: 'ip' })),
      dns2: optional(string({ description: 'Second DNS server.', format: 'ip' })),
      dns3: optional(string({ description: 'Third DNS server.', format: 'ip' })),
      search: string({ description: 'Search domain.' }),
    },
  }),
}
