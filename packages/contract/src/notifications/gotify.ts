import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'

export const notificationsGotify = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/gotify',
    description: 'GET /cluster/notifications/endpoints/gotify',
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
    description: 'POST /cluster/notifications/endpoints/gotify',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      comment: optional(string()),
      disable: optional(boolean({ default: false })),
      name,
      server: string(),
      token: secret(string()),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/gotify/{name}',
    description: 'DELETE /cluster/notifications/endpoints/gotify/{name}',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/gotify/{name}',
    description: 'GET /cluster/notifications/endpoints/gotify/{name}',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name },
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
    description: 'PUT /cluster/notifications/endpoints/gotify/{name}',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name,
      comment: optional(string()),
      delete: optional(array(string({ format: 'pve-configid' }))),
      digest: optional(digest),
      disable: optional(boolean({ default: false })),
      server: optional(string()),
      token: secret(optional(string())),
    },
  }),
}
