import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesAptRepositories = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/apt/repositories',
    description: 'List package repositories and what is wrong with them.',
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
    description: 'Switch a package repository on or off.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 80 })),
      enabled: optional(boolean({ description: 'Whether it is in use.' })),
      index: integer({ description: 'Number of the entry.' }),
      path: string({ description: 'File that lists the repository.' }),
    },
  }),
  add: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/apt/repositories',
    description: 'Add a known package repository.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 80 })),
      handle: string({ description: 'Handle of the repository.' }),
    },
  }),
}
