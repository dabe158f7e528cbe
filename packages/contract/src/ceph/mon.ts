import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMon = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mon',
    description: 'GET /nodes/{node}/ceph/mon',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(
      object({
        addr: optional(string()),
        ceph_version: optional(string()),
        ceph_version_short: optional(string()),
        direxists: optional(string()),
        host: optional(boolean()),
        name: string(),
        quorum: optional(boolean()),
        rank: optional(integer()),
        service: optional(integer()),
        state: optional(string()),
      }),
    ),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/ceph/mon/{monid}',
    description: 'DELETE /nodes/{node}/ceph/mon/{monid}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymon', id: 'monid' },
    parameters: { node, monid: string({ pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?' }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mon/{monid}',
    description: 'POST /nodes/{node}/ceph/mon/{monid}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemon', id: 'monid' },
    parameters: {
      node,
      monid: optional(string({ pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?', maxLength: 200 })),
      'mon-address': optional(string({ format: 'ip-list' })),
    },
  }),
}
