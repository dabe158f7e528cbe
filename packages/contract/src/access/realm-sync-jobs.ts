import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { id, schedule } from '../parameters.ts'
import { both, needs } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessRealmSyncJobs = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/jobs/realm-sync',
    description: 'GET /cluster/jobs/realm-sync',
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
    description: 'DELETE /cluster/jobs/realm-sync/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'GET /cluster/jobs/realm-sync/{id}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'POST /cluster/jobs/realm-sync/{id}',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    parameters: {
      id: string({ format: 'pve-configid', maxLength: 64 }),
      comment: optional(string({ maxLength: 512 })),
      'enable-new': optional(boolean({ default: true })),
      enabled: optional(boolean({ default: true })),
      realm: optional(realm),
      'remove-vanished': optional(string({ default: 'none', pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none' })),
      schedule,
      scope: optional(string({ enum: ['users', 'groups', 'both'] })),
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/jobs/realm-sync/{id}',
    description: 'PUT /cluster/jobs/realm-sync/{id}',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    parameters: {
      id: string({ format: 'pve-configid', maxLength: 64 }),
      comment: optional(string({ maxLength: 512 })),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      'enable-new': optional(boolean({ default: true })),
      enabled: optional(boolean({ default: true })),
      'remove-vanished': optional(string({ default: 'none', pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none' })),
      schedule,
      scope: optional(string({ enum: ['users', 'groups', 'both'] })),
    },
  }),
}
