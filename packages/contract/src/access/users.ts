import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser, both, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'
import { userOptions } from './user-options.ts'

export const accessUsers = {
  list: endpoint({
    method: 'GET',
    path: '/access/users',
    description: 'GET /access/users',
    permission: anyUser,
    privileged: true,
    parameters: { enabled: optional(boolean()), full: optional(boolean({ default: false })) },
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
    description: 'POST /access/users',
    permission: both(userParam('Realm.AllocateUser'), userGroup(['User.Modify'], 'create')),
    privileged: true,
    parameters: { password: secret(optional(string({ minLength: 8, maxLength: 64 }))), userid, ...userOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/users/{userid}',
    description: 'DELETE /access/users/{userid}',
    permission: both(userParam('Realm.AllocateUser'), userGroup(['User.Modify'])),
    privileged: true,
    parameters: { userid },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/users/{userid}',
    description: 'GET /access/users/{userid}',
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
    description: 'PUT /access/users/{userid}',
    permission: userGroup(['User.Modify'], 'update'),
    privileged: true,
    parameters: { userid, append: optional(boolean({ requires: 'groups' })), ...userOptions },
  }),
}
