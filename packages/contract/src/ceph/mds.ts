import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMds = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mds',
    description: 'List Ceph metadata servers.',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({
        addr: optional(string()),
        host: optional(string()),
        name: string(),
        rank: optional(integer()),
        standby_replay: optional(boolean()),
        state: string(),
      }),
    ),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/ceph/mds/{name}',
    description: 'Remove a Ceph metadata server.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymds', id: 'name' },
    cli: 'pveceph mds destroy <name>',
    parameters: {
      node,
      name: string({
        description: 'Name of the metadata server; the node by default.',
        pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?',
      }),
    },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mds/{name}',
    description: 'Create a Ceph metadata server.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemds', id: 'name' },
    cli: 'pveceph mds create',
    parameters: {
      node,
      name: string({
        description: 'Name of the metadata server; the node by default.',
        default: 'nodename',
        pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?',
        maxLength: 200,
      }),
      hotstandby: optional(boolean({ description: 'Replay the log while on standby.', default: false })),
    },
  }),
}
