import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesAptRepositories = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/apt/repositories',
    description: 'GET /nodes/{node}/apt/repositories',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    proxy: 'node',
    parameters: { node },
    returns: object({
      digest: string(),
      errors: array(object({ error: string(), path: string() })),
      files: array(
        object({
          digest: array(integer()),
          'file-type': string({ enum: ['list', 'sources'] }),
          path: string(),
          repositories: array(
            object({
              Comment: optional(string()),
              Components: optional(array(string())),
              Enabled: boolean(),
              FileType: string({ enum: ['list', 'sources'] }),
              Options: optional(array(object({ Key: string(), Values: array(string()) }))),
              Suites: array(string()),
              Types: array(string({ enum: ['deb', 'deb-src'] })),
              URIs: array(string()),
            }),
          ),
        }),
      ),
      infos: array(object({ index: string(), kind: string(), message: string(), path: string(), property: optional(string()) })),
      'standard-repos': array(object({ handle: string(), name: string(), status: optional(boolean()) })),
    }),
  }),
  change: endpoint({
    method: 'POST',
    path: '/nodes/{node}/apt/repositories',
    description: 'POST /nodes/{node}/apt/repositories',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, digest: optional(string({ maxLength: 80 })), enabled: optional(boolean()), index: integer(), path: string() },
  }),
  add: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/apt/repositories',
    description: 'PUT /nodes/{node}/apt/repositories',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, digest: optional(string({ maxLength: 80 })), handle: string() },
  }),
}
