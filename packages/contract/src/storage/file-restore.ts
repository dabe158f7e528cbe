import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const storageFileRestore = {
  download: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/file-restore/download',
    description: 'GET /nodes/{node}/storage/{storage}/file-restore/download',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    transport: 'download',
    parameters: { node, storage: storageId, filepath: string(), tar: optional(boolean({ default: false })), volume: string() },
    returns: anything(),
  }),
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/storage/{storage}/file-restore/list',
    description: 'GET /nodes/{node}/storage/{storage}/file-restore/list',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, storage: storageId, filepath: string(), volume: string() },
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
