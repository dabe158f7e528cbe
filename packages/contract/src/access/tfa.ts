import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser, either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessTfa = {
  list: endpoint({
    method: 'GET',
    path: '/access/tfa',
    description: 'List the second factors of all users.',
    permission: anyUser,
    privileged: true,
    parameters: {},
    returns: array(
      object({
        entries: array(
          object({
            created: integer(),
            enable: optional(boolean({ default: true })),
            id: string(),
            type: string({ enum: ['totp', 'u2f', 'webauthn', 'recovery', 'yubico'] }),
          }),
        ),
        'tfa-locked-until': optional(integer()),
        'totp-locked': optional(boolean()),
        userid: string(),
      }),
    ),
  }),
  listOfUser: endpoint({
    method: 'GET',
    path: '/access/tfa/{userid}',
    description: 'List the second factors of a user.',
    permission: either(userParam('self'), userGroup(['User.Modify', 'Sys.Audit'])),
    privileged: true,
    parameters: { userid },
    returns: array(
      object({
        created: integer(),
        enable: optional(boolean({ default: true })),
        id: string(),
        type: string({ enum: ['totp', 'u2f', 'webauthn', 'recovery', 'yubico'] }),
      }),
    ),
  }),
  add: endpoint({
    method: 'POST',
    path: '/access/tfa/{userid}',
    description: 'Add a second factor.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: {
      userid,
      challenge: optional(string({ description: 'Challenge that the answer belongs to.' })),
      description: optional(string({ description: 'Notes; shown in the interface.', maxLength: 255 })),
      password: secret(optional(string({ description: 'Password.', minLength: 5, maxLength: 64 }))),
      totp: secret(optional(string({ description: 'TOTP address with the secret.' }))),
      type: string({ description: 'Type.', enum: ['totp', 'u2f', 'webauthn', 'recovery', 'yubico'] }),
      value: optional(string({ description: 'First code, or the answer of the device.' })),
    },
    returns: object({ challenge: optional(string()), id: string(), recovery: optional(array(string())) }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/tfa/{userid}/{id}',
    description: 'Remove a second factor.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: {
      userid,
      id: string({ description: 'Id.' }),
      password: secret(optional(string({ description: 'Password.', minLength: 5, maxLength: 64 }))),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/tfa/{userid}/{id}',
    description: 'Show a second factor.',
    permission: either(userParam('self'), userGroup(['User.Modify', 'Sys.Audit'])),
    privileged: true,
    parameters: { userid, id: string({ description: 'Id.' }) },
    returns: object({
      created: integer(),
      enable: optional(boolean({ default: true })),
      id: string(),
      type: string({ enum: ['totp', 'u2f', 'webauthn', 'recovery', 'yubico'] }),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/tfa/{userid}/{id}',
    description: 'Change the notes of a second factor or switch it off.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: {
      userid,
      id: string({ description: 'Id.' }),
      description: optional(string({ description: 'Notes; shown in the interface.', maxLength: 255 })),
      enable: optional(boolean({ description: 'Whether it is in force.' })),
      password: secret(optional(string({ description: 'Password.', minLength: 5, maxLength: 64 }))),
    },
  }),
  types: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/tfa',
    description: 'Show which kinds of second factor a user has.',
    permission: either(userParam('self'), userGroup(['User.Modify', 'Sys.Audit'])),
    privileged: true,
    parameters: { userid, multiple: optional(boolean({ description: 'Answer all actions at once.', default: false })) },
    returns: object({
      realm: optional(string({ enum: ['oath', 'yubico'] })),
      types: optional(array(string({ enum: ['totp', 'u2f', 'yubico', 'webauthn', 'recovedry'] }))),
      user: optional(string({ enum: ['oath', 'u2f'] })),
    }),
  }),
  unlock: endpoint({
    method: 'PUT',
    path: '/access/users/{userid}/unlock-tfa',
    description: 'Let a user try second factors again.',
    permission: userGroup(['User.Modify']),
    privileged: true,
    cli: 'pveum user tfa unlock <userid>',
    parameters: { userid },
    returns: boolean(),
  }),
}
