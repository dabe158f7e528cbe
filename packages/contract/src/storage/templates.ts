import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { anyUser, either, needs } from '../permission.ts'

export const storageTemplates = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/aplinfo',
    description: 'GET /nodes/{node}/aplinfo',
    permission: anyUser,
    proxy: 'node',
    parameters: { node },
    returns: array(object({})),
  }),
  download: endpoint({
    method: 'POST',
    path: '/nodes/{node}/aplinfo',
    description: 'POST /nodes/{node}/aplinfo',
    permission: needs('/storage/{storage}', 'Datastore.AllocateTemplate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'download', id: 'template' },
    parameters: { node, storage: storageId, template: string({ maxLength: 255 }) },
  }),
  ociTags: endpoint({
    method: 'GET',
    path: '/nodes/{node}/query-oci-repo-tags',
    description: 'GET /nodes/{node}/query-oci-repo-tags',
    permission: needs('/nodes/{node}', 'Sys.AccessNetwork'),
    proxy: 'node',
    parameters: {
      node,
      reference: string({
        pattern:
          '^(?:(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d])(?:\\.(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d]))*(?::\\d+)?/)?[a-z\\d]+(?:(?:[._]|__|[-]*)[a-z\\d]+)*(?:/[a-z\\d]+(?:(?:[._]|__|[-]*)[a-z\\d]+)*)*$',
      }),
    },
    returns: array(string()),
  }),
  urlMetadata: endpoint({
    method: 'GET',
    path: '/nodes/{node}/query-url-metadata',
    description: 'GET /nodes/{node}/query-url-metadata',
    permission: either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/nodes/{node}', 'Sys.AccessNetwork')),
    proxy: 'node',
    parameters: { node, url: string({ pattern: 'https?://.*' }), 'verify-certificates': optional(boolean({ default: true })) },
    returns: object({ filename: optional(string()), mimetype: optional(string()), size: optional(integer()) }),
  }),
}
