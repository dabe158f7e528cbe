import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'

export const cephFs = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/ceph/fs',
    description: 'List Ceph file systems.',
    permission: needsAny('/', 'Sys.Audit', 'Datastore.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: array(object({ data_pool: string(), metadata_pool: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/ceph/fs/{name}',
    description: 'Create a Ceph file system.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'cephfscreate', id: 'name' },
    cli: 'pveceph fs create',
    parameters: {
      node,
      name: string({ description: 'Name of the file system.', default: 'cephfs', pattern: '(?^:^[^:/\\s]+$)' }),
      'add-storage': optional(boolean({ description: 'Also add a storage that uses it.', default: false })),
      pg_num: optional(integer({ description: 'Number of placement groups.', default: 128, minimum: 8, maximum: 32768 })),
    },
  }),
}
