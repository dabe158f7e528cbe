import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const storageFileRestore = {
  download: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/file-restore/download',
    description: 'Download a file or folder from a backup.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    transport: 'download',
    parameters: {
      node,
      storage: storageId,
      filepath: string({ description: 'Path inside the backup, base64.' }),
      tar: optional(boolean({ description: 'Answer as tar archive.', default: false })),
      volume: string({ description: 'Volume id: storage:name.' }),
    },
    returns: anything(),
  }),
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/file-restore/list',
    description: 'List files in a backup.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      storage: storageId,
      filepath: string({ description: 'Path inside the backup, base64.' }),
      volume: string({ description: 'Volume id: storage:name.' }),
    },
    returns: array(
      object({
        filepath: string(),
        leaf: boolean(),
        mtime: optional(integer()),
        size: optional(integer()),
        text: string(),
        type: string(),
      }),
    ),
  }),
}
