import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { anyUser, either, needs } from '../permission.ts'
import { description } from './parameters.ts'
import { pciMap } from './pci-map.ts'

export const mappingPci = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/mapping/pci',
    description: 'GET /cluster/mapping/pci',
    permission: anyUser,
    parameters: { 'check-node': optional(string({ format: 'pve-node' })) },
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
    path: '/cluster/mapping/pci',
    description: 'POST /cluster/mapping/pci',
    permission: needs('/mapping/pci', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      description: optional(description),
      id,
      'live-migration-capable': optional(boolean({ default: false })),
      map: array(pciMap),
      mdev: optional(boolean({ default: false })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/mapping/pci/{id}',
    description: 'DELETE /cluster/mapping/pci/{id}',
    permission: needs('/mapping/pci', 'Mapping.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/mapping/pci/{id}',
    description: 'GET /cluster/mapping/pci/{id}',
    permission: either(
      needs('/mapping/pci/{id}', 'Mapping.Use'),
      needs('/mapping/pci/{id}', 'Mapping.Modify'),
      needs('/mapping/pci/{id}', 'Mapping.Audit'),
    ),
    privileged: true,
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/mapping/pci/{id}',
    description: 'PUT /cluster/mapping/pci/{id}',
    permission: needs('/mapping/pci/{id}', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      description: optional(description),
      digest: optional(digest),
      'live-migration-capable': optional(boolean({ default: false })),
      map: optional(array(pciMap)),
      mdev: optional(boolean({ default: false })),
    },
  }),
}
