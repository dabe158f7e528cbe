import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { either, needs } from '../permission.ts'
import { matcherOptions } from './matcher-options.ts'
import { name } from './parameters.ts'

export const notificationsMatchers = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/matchers',
    description: 'List notification matchers.',
    permission: either(
      needs('/mapping/notifications', 'Mapping.Modify'),
      needs('/mapping/notifications', 'Mapping.Audit'),
      needs('/mapping/notifications', 'Mapping.Use'),
    ),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        'invert-match': optional(boolean()),
        'match-calendar': optional(array(string())),
        'match-field': optional(array(string())),
        'match-severity': optional(array(string())),
        mode: optional(string({ default: 'all', enum: ['all', 'any'] })),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
        target: optional(array(string())),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/notifications/matchers',
    description: 'Create a notification matcher.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the matcher.' }), ...matcherOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/notifications/matchers/{name}',
    description: 'Remove a notification matcher.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the matcher.' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/notifications/matchers/{name}',
    description: 'Show a notification matcher.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the matcher.' }) },
    returns: object({
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean({ default: false })),
      'invert-match': optional(boolean()),
      'match-calendar': optional(array(string())),
      'match-field': optional(array(string())),
      'match-severity': optional(array(string())),
      mode: optional(string({ default: 'all', enum: ['all', 'any'] })),
      name: string(),
      target: optional(array(string())),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/notifications/matchers/{name}',
    description: 'Change a notification matcher.',
    permission: needs('/mapping/notifications', 'Mapping.Modify'),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the matcher.' }),
      delete: optional(array(string({ format: 'pve-configid' }), { description: 'Settings to remove.' })),
      digest: optional(digest),
      ...matcherOptions,
    },
  }),
}
