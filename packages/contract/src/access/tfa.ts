import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser, either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessTfa = {
  list: endpoint({
    method: 'GET',
    path: '/access/tfa',
    description: 'GET /access/tfa',
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
    description: 'GET /access/tfa/{userid}',
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
    description: 'POST /access/tfa/{userid}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: {
      userid,
      challenge: optional(string()),
      description: optional(string({ maxLength: 255 })),
      password: secret(optional(string({ minLength: 5, maxLength: 64 }))),
      totp: optional(string()),
      type: string({ enum: ['totp', 'u2f', 'webauthn', 'recovery', 'yubico'] }),
      value: optional(string()),
    },
    returns: object({ challenge: optional(string()), id: string(), recovery: optional(array(string())) }),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/tfa/{userid}/{id}',
    description: 'DELETE /access/tfa/{userid}/{id}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: { userid, id: string(), password: optional(string({ minLength: 5, maxLength: 64 })) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/tfa/{userid}/{id}',
    description: 'GET /access/tfa/{userid}/{id}',
    permission: either(userParam('self'), userGroup(['User.Modify', 'Sys.Audit'])),
    privileged: true,
    parameters: { userid, id: string() },
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
    description: 'PUT /access/tfa/{userid}/{id}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    allowToken: false,
    parameters: {
      userid,
      id: string(),
      description: optional(string({ maxLength: 255 })),
      enable: optional(boolean()),
      password: secret(optional(string({ minLength: 5, maxLength: 64 }))),
    },
  }),
  types: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/tfa',
    description: 'GET /access/users/{userid}/tfa',
    permission: either(userParam('self'), userGroup(['User.Modify', 'Sys.Audit'])),
    privileged: true,
    parameters: { userid, multiple: optional(boolean({ default: false })) },
    returns: object({
      realm: optional(string({ enum: ['oath', 'yubico'] })),
      types: optional(array(string({ enum: ['totp', 'u2f', 'yubico', 'webauthn', 'recovedry'] }))),
      user: optional(string({ enum: ['oath', 'u2f'] })),
    }),
  }),
  unlock: endpoint({
    method: 'PUT',
    path: '/access/users/{userid}/unlock-tfa',
    description: 'PUT /access/users/{userid}/unlock-tfa',
    permission: userGroup(['User.Modify']),
    privileged: true,
    parameters: { userid },
    returns: boolean(),
  }),
}
