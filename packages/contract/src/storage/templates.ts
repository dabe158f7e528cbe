import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, storageId } from '../parameters.ts'
import { anyUser, either, needs } from '../permission.ts'

export const storageTemplates = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/aplinfo',
    description: 'List container templates that can be downloaded.',
    permission: anyUser,
    proxy: 'node',
    parameters: { node },
    returns: array(object({})),
  }),
  download: endpoint({
    method: 'POST',
    path: '/nodes/{node}/aplinfo',
    description: 'Download a container template.',
    permission: needs('/storage/{storage}', 'Datastore.AllocateTemplate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'download', id: 'template' },
    cli: 'pveam download <storage> <template>',
    parameters: { node, storage: storageId, template: string({ description: 'Name of the container template.', maxLength: 255 }) },
  }),
  ociTags: endpoint({
    method: 'GET',
    path: '/nodes/{node}/query-oci-repo-tags',
    description: 'List the tags of an image repository.',
    permission: needs('/nodes/{node}', 'Sys.AccessNetwork'),
    proxy: 'node',
    parameters: {
      node,
      reference: string({
        description: 'Image reference.',
        pattern:
          '^(?:(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d])(?:\\.(?:[a-zA-Z\\d]|[a-zA-Z\\d][a-zA-Z\\d-]*[a-zA-Z\\d]))*(?::\\d+)?/)?[a-z\\d]+(?:(?:[._]|__|-+)[a-z\\d]+)*(?:/[a-z\\d]+(?:(?:[._]|__|-+)[a-z\\d]+)*)*$',
      }),
    },
    returns: array(string()),
  }),
  urlMetadata: endpoint({
    method: 'GET',
    path: '/nodes/{node}/query-url-metadata',
    description: 'Ask a server for name, size and type of a file.',
    permission: either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/nodes/{node}', 'Sys.AccessNetwork')),
    proxy: 'node',
    parameters: {
      node,
      url: string({ description: 'Address of the file.', pattern: 'https?://.*' }),
      'verify-certificates': optional(boolean({ description: "Verify the server's certificate.", default: true })),
    },
    returns: object({ filename: optional(string()), mimetype: optional(string()), size: optional(integer()) }),
  }),
}
