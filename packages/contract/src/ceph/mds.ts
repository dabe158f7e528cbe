import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMds = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mds',
    description: 'GET /nodes/{node}/ceph/mds',
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
    description: 'DELETE /nodes/{node}/ceph/mds/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymds', id: 'name' },
    parameters: { node, name: string({ pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?' }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mds/{name}',
    description: 'POST /nodes/{node}/ceph/mds/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemds', id: 'name' },
    parameters: {
      node,
      name: optional(string({ default: 'nodename', pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?', maxLength: 200 })),
      hotstandby: optional(boolean({ default: false })),
    },
  }),
}
