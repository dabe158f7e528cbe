import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'
import { webhookOptions } from './webhook-options.ts'

export const notificationsWebhook = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/webhook',
    description: 'List webhook endpoints.',
    permission: needs('/mapping/notifications', 'Mapping.Audit'),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        body: optional(string()),
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        header: optional(array(string())),
        method: string({ enum: ['post', 'put', 'get'] }),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
        secret: optional(array(string())),
        url: string(),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/notifications/endpoints/webhook',
    description: 'Create a webhook endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      method: string({ description: 'HTTP method.', enum: ['post', 'put', 'get'] }),
      name: described(name, { description: 'Name of the target.' }),
      url: string({ description: 'Address the request goes to.' }),
      ...webhookOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/webhook/{name}',
    description: 'Remove a webhook endpoint.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/webhook/{name}',
    description: 'Show a webhook endpoint.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
    returns: object({
      body: optional(string()),
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean({ default: false })),
      header: optional(array(string())),
      method: string({ enum: ['post', 'put', 'get'] }),
      name: string(),
      secret: optional(array(string())),
      url: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/notifications/endpoints/webhook/{name}',
    description: 'Change a webhook endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the target.' }),
      delete: optional(array(string({ format: 'pve-configid' }), { description: 'Settings to remove.' })),
      digest: optional(digest),
      method: optional(string({ description: 'HTTP method.', enum: ['post', 'put', 'get'] })),
      url: optional(string({ description: 'Address the request goes to.' })),
      ...webhookOptions,
    },
  }),
}
