import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, either, needs } from '../permission.ts'
import { name } from './parameters.ts'
import { smtpOptions } from './smtp-options.ts'

export const notificationsSmtp = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/smtp',
    description: 'GET /cluster/notifications/endpoints/smtp',
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
    description: 'POST /cluster/notifications/endpoints/smtp',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: { 'from-address': string(), name, server: string(), ...smtpOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/endpoints/smtp/{name}',
    description: 'DELETE /cluster/notifications/endpoints/smtp/{name}',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/endpoints/smtp/{name}',
    description: 'GET /cluster/notifications/endpoints/smtp/{name}',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name },
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
    description: 'PUT /cluster/notifications/endpoints/smtp/{name}',
    permission: both(
      needs('/mapping/notifications', 'Mapping.Modify'),
      either(needs('/', 'Sys.Audit', 'Sys.Modify'), needs('/', 'Sys.AccessNetwork')),
    ),
    privileged: true,
    parameters: {
      name,
      delete: optional(array(string({ format: 'pve-configid' }))),
      digest: optional(digest),
      'from-address': optional(string()),
      server: optional(string()),
      ...smtpOptions,
    },
  }),
}
