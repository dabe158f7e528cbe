import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'

export const notificationsGotify = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/gotify',
    description: 'List Gotify endpoints.',
    permission: needs('/mapping/notifications', 'Mapping.Audit'),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
        server: string(),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/notifications/endpoints/gotify',
    description: 'Create a Gotify endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      comment: optional(string({ description: 'Free text.' })),
      disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
      name: described(name, { description: 'Name of the target.' }),
      server: string({ description: 'Address of the server.' }),
      token: secret(string({ description: 'Access token.' })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/gotify/{name}',
    description: 'Remove a Gotify endpoint.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/gotify/{name}',
    description: 'Show a Gotify endpoint.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
    returns: object({
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean({ default: false })),
      name: string(),
      server: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/notifications/endpoints/gotify/{name}',
    description: 'Change a Gotify endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the target.' }),
      comment: optional(string({ description: 'Free text.' })),
      delete: optional(array(string({ format: 'pve-configid' }), { description: 'Settings to remove.' })),
      digest: optional(digest),
      disable: optional(boolean({ description: 'Switched off: kept, but not used.', default: false })),
      server: optional(string({ description: 'Address of the server.' })),
      token: secret(optional(string({ description: 'Access token.' }))),
    },
  }),
}
