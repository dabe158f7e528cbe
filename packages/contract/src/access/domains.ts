import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { both, needs, needsAny, world } from '../permission.ts'
import { realm } from './parameters.ts'
import { realmOptions } from './realm-options.ts'

export const accessDomains = {
  list: endpoint({
    method: 'GET',
    path: '/access/domains',
    description: 'GET /access/domains',
    permission: world,
    parameters: {},
    returns: array(
      object({ comment: optional(string()), realm: string(), tfa: optional(string({ enum: ['yubico', 'oath'] })), type: string() }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/domains',
    description: 'POST /access/domains',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    parameters: {
      realm,
      type: string({ enum: ['ad', 'ldap', 'openid', 'pam', 'pve'] }),
      'username-claim': optional(string()),
      ...realmOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/domains/{realm}',
    description: 'DELETE /access/domains/{realm}',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    parameters: { realm },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/domains/{realm}',
    description: 'GET /access/domains/{realm}',
    permission: needsAny('/access/realm', 'Realm.Allocate', 'Sys.Audit'),
    parameters: { realm },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/domains/{realm}',
    description: 'PUT /access/domains/{realm}',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    parameters: {
      realm,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...realmOptions,
    },
  }),
  sync: endpoint({
    method: 'POST',
    path: '/access/domains/{realm}/sync',
    description: 'POST /access/domains/{realm}/sync',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    task: { type: 'auth-realm-sync', id: 'realm' },
    parameters: {
      realm,
      'dry-run': optional(boolean({ default: false })),
      'enable-new': optional(boolean({ default: true })),
      full: optional(boolean()),
      purge: optional(boolean()),
      'remove-vanished': optional(string({ default: 'none', pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none' })),
      scope: optional(string({ enum: ['users', 'groups', 'both'] })),
    },
  }),
}
