import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { id, schedule } from '../parameters.ts'
import { both, needs } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessRealmSyncJobs = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/jobs/realm-sync',
    description: 'List realm synchronization jobs.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(
      object({
        comment: optional(string()),
        enabled: boolean(),
        id: string(),
        'last-run': optional(integer()),
        'next-run': optional(integer()),
        realm: string(),
        'remove-vanished': optional(string({ default: 'none' })),
        schedule: string(),
        scope: optional(string({ enum: ['users', 'groups', 'both'] })),
      }),
    ),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'Remove a realm synchronization job.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'Show a realm synchronization job.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'Create a realm synchronization job.',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    parameters: {
      id: string({ description: 'Id.', format: 'pve-configid', maxLength: 64 }),
      comment: optional(string({ description: 'Free text.', maxLength: 512 })),
      'enable-new': optional(boolean({ description: 'Enable users that are new.', default: true })),
      enabled: optional(boolean({ description: 'Whether it is in use.', default: true })),
      realm: optional(realm),
      'remove-vanished': optional(
        string({
          description: 'What to remove of users and groups that are gone: acl, entry, properties.',
          default: 'none',
          pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none',
        }),
      ),
      schedule,
      scope: optional(string({ description: 'What to synchronize.', enum: ['users', 'groups', 'both'] })),
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'Change a realm synchronization job.',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    parameters: {
      id: string({ description: 'Id.', format: 'pve-configid', maxLength: 64 }),
      comment: optional(string({ description: 'Free text.', maxLength: 512 })),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      'enable-new': optional(boolean({ description: 'Enable users that are new.', default: true })),
      enabled: optional(boolean({ description: 'Whether it is in use.', default: true })),
      'remove-vanished': optional(
        string({
          description: 'What to remove of users and groups that are gone: acl, entry, properties.',
          default: 'none',
          pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none',
        }),
      ),
      schedule,
      scope: optional(string({ description: 'What to synchronize.', enum: ['users', 'groups', 'both'] })),
    },
  }),
}
