import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { anyUser, either, needs } from '../permission.ts'
import { dirMap } from './dir-map.ts'
import { description } from './parameters.ts'

export const mappingDir = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/mapping/dir',
    description: 'List directory mappings.',
    permission: anyUser,
    parameters: {
      'check-node': optional(string({ description: 'Report what would be wrong with the mapping on this node.', format: 'pve-node' })),
    },
    returns: array(
      object({
        checks: optional(array(object({ message: string(), severity: string({ enum: ['warning', 'error'] }) }))),
        id: string(),
        map: array(string()),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/mapping/dir',
    description: 'Create a directory mapping.',
    permission: needs('/mapping/dir', 'Mapping.Modify'),
    privileged: true,
    parameters: { description: optional(description), id, map: array(dirMap, { description: 'What it stands for on each node.' }) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/mapping/dir/{id}',
    description: 'Remove a directory mapping.',
    permission: needs('/mapping/dir', 'Mapping.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/mapping/dir/{id}',
    description: 'Show a directory mapping.',
    permission: either(
      needs('/mapping/dir/{id}', 'Mapping.Use'),
      needs('/mapping/dir/{id}', 'Mapping.Modify'),
      needs('/mapping/dir/{id}', 'Mapping.Audit'),
    ),
    privileged: true,
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/mapping/dir/{id}',
    description: 'Change a directory mapping.',
    permission: needs('/mapping/dir/{id}', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      description: optional(description),
      digest: optional(digest),
      map: optional(array(dirMap, { description: 'What it stands for on each node.' })),
    },
  }),
}
