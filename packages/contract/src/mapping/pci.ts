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
    description: 'List PCI mappings.',
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
    path: '/cluster/mapping/pci',
    description: 'Create a PCI mapping.',
    permission: needs('/mapping/pci', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      description: optional(description),
      id,
      'live-migration-capable': optional(boolean({ description: 'Devices can be migrated while in use.', default: false })),
      map: array(pciMap, { description: 'What it stands for on each node.' }),
      mdev: optional(boolean({ description: 'Devices are split into mediated ones.', default: false })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/mapping/pci/{id}',
    description: 'Remove a PCI mapping.',
    permission: needs('/mapping/pci', 'Mapping.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/mapping/pci/{id}',
    description: 'Show a PCI mapping.',
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
    description: 'Change a PCI mapping.',
    permission: needs('/mapping/pci/{id}', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      description: optional(description),
      digest: optional(digest),
      'live-migration-capable': optional(boolean({ description: 'Devices can be migrated while in use.', default: false })),
      map: optional(array(pciMap, { description: 'What it stands for on each node.' })),
      mdev: optional(boolean({ description: 'Devices are split into mediated ones.', default: false })),
    },
  }),
}
