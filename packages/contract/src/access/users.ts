import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser, both, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'
import { userOptions } from './user-options.ts'

export const accessUsers = {
  list: endpoint({
    method: 'GET',
    path: '/access/users',
    description: 'List users.',
    permission: anyUser,
    privileged: true,
    cli: 'pveum user list',
    parameters: {
      enabled: optional(boolean({ description: 'Whether it is in use.' })),
      full: optional(boolean({ description: 'Also groups and tokens.', default: false })),
    },
    returns: array(
      object({
        comment: optional(string()),
        email: optional(string()),
        enable: optional(boolean({ default: true })),
        expire: optional(integer()),
        firstname: optional(string()),
        groups: optional(string()),
        keys: optional(string()),
        lastname: optional(string()),
        'realm-type': optional(string()),
        'tfa-locked-until': optional(integer()),
        tokens: optional(
          array(
            object({
              comment: optional(string()),
              expire: optional(integer({ default: 'same as user' })),
              privsep: optional(boolean({ default: true })),
              tokenid: string(),
            }),
          ),
        ),
        'totp-locked': optional(boolean()),
        userid: string(),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/users',
    description: 'Create a user.',
    permission: both(userParam('Realm.AllocateUser'), userGroup(['User.Modify'], 'create')),
    privileged: true,
    cli: { usage: 'pveum user add <userid>', aliases: ['pveum useradd'] },
    parameters: { password: secret(optional(string({ description: 'Password.', minLength: 8, maxLength: 64 }))), userid, ...userOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/users/{userid}',
    description: 'Remove a user.',
    permission: both(userParam('Realm.AllocateUser'), userGroup(['User.Modify'])),
    privileged: true,
    cli: { usage: 'pveum user delete <userid>', aliases: ['pveum userdel'] },
    parameters: { userid },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/users/{userid}',
    description: 'Show a user.',
    permission: userGroup(['User.Modify', 'Sys.Audit']),
    parameters: { userid },
    returns: object({
      comment: optional(string()),
      email: optional(string()),
      enable: optional(boolean({ default: true })),
      expire: optional(integer()),
      firstname: optional(string()),
      groups: optional(array(string())),
      keys: optional(string()),
      lastname: optional(string()),
      tokens: optional(object({}, { additionalProperties: true })),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/users/{userid}',
    description: 'Change a user.',
    permission: userGroup(['User.Modify'], 'update'),
    privileged: true,
    cli: { usage: 'pveum user modify <userid>', aliases: ['pveum usermod'] },
    parameters: {
      userid,
      append: optional(boolean({ description: 'Add to what is there instead of replacing it.', requires: 'groups' })),
      ...userOptions,
    },
  }),
}
