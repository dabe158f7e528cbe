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
    description: 'GET /cluster/mapping/usb',
    permission: anyUser,
    parameters: { 'check-node': optional(string({ format: 'pve-node' })) },
    returns: array(object({ error: anything(), id: string(), map: array(string()) })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/mapping/usb',
    description: 'POST /cluster/mapping/usb',
    permission: needs('/mapping/usb', 'Mapping.Modify'),
    privileged: true,
    parameters: { description: optional(description), id, map: array(usbMap) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/mapping/usb/{id}',
    description: 'DELETE /cluster/mapping/usb/{id}',
    permission: needs('/mapping/usb', 'Mapping.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/mapping/usb/{id}',
    description: 'GET /cluster/mapping/usb/{id}',
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
    description: 'PUT /cluster/mapping/usb/{id}',
    permission: needs('/mapping/usb/{id}', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      description: optional(description),
      digest: optional(digest),
      map: array(usbMap),
    },
  }),
}
