import { anything, array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { anyUser, either, needs } from '../permission.ts'
import { description } from './parameters.ts'
import { usbMap } from './usb-map.ts'

export const mappingUsb = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/mapping/usb',
    description: 'List USB mappings.',
    permission: anyUser,
    parameters: {
      'check-node': optional(string({ description: 'Report what would be wrong with the mapping on this node.', format: 'pve-node' })),
    },
    returns: array(object({ error: anything(), id: string(), map: array(string()) })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/mapping/usb',
    description: 'Create a USB mapping.',
    permission: needs('/mapping/usb', 'Mapping.Modify'),
    privileged: true,
    parameters: { description: optional(description), id, map: array(usbMap, { description: 'What it stands for on each node.' }) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/mapping/usb/{id}',
    description: 'Remove a USB mapping.',
    permission: needs('/mapping/usb', 'Mapping.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/mapping/usb/{id}',
    description: 'Show a USB mapping.',
    permission: either(
      needs('/mapping/usb/{id}', 'Mapping.Audit'),
      needs('/mapping/usb/{id}', 'Mapping.Use'),
      needs('/mapping/usb/{id}', 'Mapping.Modify'),
    ),
    privileged: true,
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/mapping/usb/{id}',
    description: 'Change a USB mapping.',
    permission: needs('/mapping/usb/{id}', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      description: optional(description),
      digest: optional(digest),
      map: array(usbMap, { description: 'What it stands for on each node.' }),
    },
  }),
}
