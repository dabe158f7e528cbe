import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'
import { smtpOptions } from './smtp-options.ts'

export const notificationsSmtp = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/smtp',
    description: 'List SMTP endpoints.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        author: optional(string()),
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        'from-address': string(),
        mailto: optional(array(string())),
        'mailto-user': optional(array(string())),
        mode: optional(string({ default: 'tls', enum: ['insecure', 'starttls', 'tls'] })),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
        port: optional(integer()),
        server: string(),
        username: optional(string()),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/notifications/endpoints/smtp',
    description: 'Create an SMTP endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      'from-address': string({ description: 'Address of the sender.' }),
      name: described(name, { description: 'Name of the target.' }),
      server: string({ description: 'Address of the server.' }),
      ...smtpOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/smtp/{name}',
    description: 'Remove an SMTP endpoint.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/smtp/{name}',
    description: 'Show an SMTP endpoint.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
    returns: object({
      author: optional(string()),
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean({ default: false })),
      'from-address': string(),
      mailto: optional(array(string())),
      'mailto-user': optional(array(string())),
      mode: optional(string({ default: 'tls', enum: ['insecure', 'starttls', 'tls'] })),
      name: string(),
      port: optional(integer()),
      server: string(),
      username: optional(string()),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/notifications/endpoints/smtp/{name}',
    description: 'Change an SMTP endpoint.',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the target.' }),
      delete: optional(array(string({ format: 'pve-configid' }), { description: 'Settings to remove.' })),
      digest: optional(digest),
      'from-address': optional(string({ description: 'Address of the sender.' })),
      server: optional(string({ description: 'Address of the server.' })),
      ...smtpOptions,
    },
  }),
}
