import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephMgr = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/mgr',
    description: 'GET /nodes/{node}/ceph/mgr',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ addr: optional(string()), host: optional(string()), name: string(), state: string() })),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/ceph/mgr/{id}',
    description: 'DELETE /nodes/{node}/ceph/mgr/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephdestroymgr', id: 'id' },
    parameters: { node, id: string({ pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?' }) },
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/mgr/{id}',
    description: 'POST /nodes/{node}/ceph/mgr/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephcreatemgr', id: 'id' },
    parameters: { node, id: optional(string({ pattern: '[a-zA-Z0-9]([a-zA-Z0-9\\-]*[a-zA-Z0-9])?', maxLength: 200 })) },
  }),
}
