import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMon = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mon',
    description: 'List Ceph monitors.',
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
    description: 'Remove a Ceph monitor.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymon', id: 'monid' },
    cli: { usage: 'pveceph mon destroy <monid>', aliases: ['pveceph destroymon'] },
    parameters: { node, monid: string({ description: 'Id of the monitor.', pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?' }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mon/{monid}',
    description: 'Create a Ceph monitor.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemon', id: 'monid' },
    cli: { usage: 'pveceph mon create', aliases: ['pveceph createmon'] },
    parameters: {
      node,
      monid: string({ description: 'Id of the monitor.', pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?', maxLength: 200 }),
      'mon-address': optional(string({ description: 'Address of the monitor.', format: 'ip-list' })),
    },
  }),
}
