import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const nodesSubscription = {
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/subscription',
    description: 'DELETE /nodes/{node}/subscription',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/subscription',
    description: 'GET /nodes/{node}/subscription',
    permission: anyUser,
    proxy: 'node',
    parameters: { node },
    returns: object({
      checktime: optional(integer()),
      key: optional(string()),
      level: optional(string()),
      message: optional(string()),
      nextduedate: optional(string()),
      productname: optional(string()),
      regdate: optional(string()),
      serverid: optional(string()),
      signature: optional(string()),
      sockets: optional(integer()),
      status: string({ enum: ['new', 'notfound', 'active', 'invalid', 'expired', 'suspended'] }),
      url: optional(string()),
    }),
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/nodes/{node}/subscription',
    description: 'POST /nodes/{node}/subscription',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, force: optional(boolean({ default: false })) },
  }),
  set: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/subscription',
    description: 'PUT /nodes/{node}/subscription',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, key: string({ pattern: '\\s*pve([1248])([cbsp])-[0-9a-f]{10}\\s*', maxLength: 32 }) },
  }),
}
