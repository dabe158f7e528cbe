import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'
import { sendmailOptions } from './sendmail-options.ts'

export const notificationsSendmail = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/sendmail',
    description: 'List sendmail endpoints.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        author: optional(string()),
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        'from-address': optional(string()),
        mailto: optional(array(string())),
        'mailto-user': optional(array(string())),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/notifications/endpoints/sendmail',
    description: 'Create a sendmail endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }), ...sendmailOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/sendmail/{name}',
    description: 'Remove a sendmail endpoint.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/sendmail/{name}',
    description: 'Show a sendmail endpoint.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
    returns: object({
      author: optional(string()),
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean({ default: false })),
      'from-address': optional(string()),
      mailto: optional(array(string())),
      'mailto-user': optional(array(string())),
      name: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/notifications/endpoints/sendmail/{name}',
    description: 'Change a sendmail endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the target.' }),
      delete: optional(array(string({ format: 'pve-configid' }), { description: 'Settings to remove.' })),
      digest: optional(digest),
      ...sendmailOptions,
    },
  }),
}
