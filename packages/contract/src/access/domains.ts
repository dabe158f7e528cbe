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
    description: 'List the realms that one can log in to.',
    permission: world,
    cli: 'pveum realm list',
    parameters: {},
    returns: array(
      object({ comment: optional(string()), realm: string(), tfa: optional(string({ enum: ['yubico', 'oath'] })), type: string() }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/domains',
    description: 'Create a realm.',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    cli: 'pveum realm add <realm>',
    parameters: {
      realm,
      type: string({ description: 'Type.', enum: ['ad', 'ldap', 'openid', 'pam', 'pve'] }),
      'username-claim': optional(string({ description: 'OpenID claim that is the user name.' })),
      ...realmOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/domains/{realm}',
    description: 'Remove a realm.',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    cli: 'pveum realm delete <realm>',
    parameters: { realm },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/domains/{realm}',
    description: 'Show a realm.',
    permission: needsAny('/access/realm', 'Realm.Allocate', 'Sys.Audit'),
    parameters: { realm },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/domains/{realm}',
    description: 'Change a realm.',
    permission: needs('/access/realm', 'Realm.Allocate'),
    privileged: true,
    cli: 'pveum realm modify <realm>',
    parameters: {
      realm,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...realmOptions,
    },
  }),
  sync: endpoint({
    method: 'POST',
    path: '/access/domains/{realm}/sync',
    description: 'Fetch users and groups from the directory of a realm.',
    permission: both(needs('/access/realm/{realm}', 'Realm.AllocateUser'), needs('/access/groups', 'User.Modify')),
    privileged: true,
    task: { type: 'auth-realm-sync', id: 'realm' },
    cli: 'pveum realm sync <realm>',
    parameters: {
      realm,
      'dry-run': optional(boolean({ description: 'Only say what would be done.', default: false })),
      'enable-new': optional(boolean({ description: 'Enable users that are new.', default: true })),
      full: optional(boolean({ description: 'Remove what is gone; remove-vanished is its present form.' })),
      purge: optional(boolean({ description: 'Also remove the guest from jobs, replication and HA.' })),
      'remove-vanished': optional(
        string({
          description: 'What to remove of users and groups that are gone: acl, entry, properties.',
          default: 'none',
          pattern: '(?:(?:(?:acl|properties|entry);)*(?:acl|properties|entry))|none',
        }),
      ),
      scope: optional(string({ description: 'What to synchronize.', enum: ['users', 'groups', 'both'] })),
    },
  }),
}
