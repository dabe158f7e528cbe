import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMgr = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mgr',
    description: 'List Ceph managers.',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ addr: optional(string()), host: optional(string()), name: string(), state: string() })),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/ceph/mgr/{id}',
    description: 'Remove a Ceph manager.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymgr', id: 'id' },
    cli: { usage: 'pveceph mgr destroy <id>', aliases: ['pveceph destroymgr'] },
    parameters: { node, id: string({ description: 'Id.', pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?' }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mgr/{id}',
    description: 'Create a Ceph manager.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemgr', id: 'id' },
    cli: { usage: 'pveceph mgr create', aliases: ['pveceph createmgr'] },
    parameters: { node, id: string({ description: 'Id.', pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?', maxLength: 200 }) },
  }),
}
