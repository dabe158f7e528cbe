import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephFs = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/fs',
    description: 'GET /nodes/{node}/ceph/fs',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ data_pool: string(), metadata_pool: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/fs/{name}',
    description: 'POST /nodes/{node}/ceph/fs/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephfscreate', id: 'name' },
    parameters: {
      node,
      name: optional(string({ default: 'cephfs', pattern: '(?^:^[^:/\\s]+$)' })),
      'add-storage': optional(boolean({ default: false })),
      pg_num: optional(integer({ default: 128, minimum: 8, maximum: 32768 })),
    },
  }),
}
