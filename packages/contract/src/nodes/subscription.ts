import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const nodesSubscription = {
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/subscription',
    description: 'Remove the subscription.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    cli: 'pvesubscription delete',
    parameters: { node },
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/subscription',
    description: 'Show the subscription.',
    permission: anyUser,
    proxy: 'node',
    cli: 'pvesubscription get',
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
    description: 'Check the subscription again.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    cli: 'pvesubscription update',
    parameters: { node, force: optional(boolean({ description: 'Check even when the last check is recent.', default: false })) },
  }),
  set: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/subscription',
    description: 'Set the key of the subscription.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    cli: 'pvesubscription set <key>',
    parameters: {
      node,
      key: string({ description: 'Subscription key.', pattern: '\\s*pve([1248])([cbsp])-[0-9a-f]{10}\\s*', maxLength: 32 }),
    },
  }),
}
