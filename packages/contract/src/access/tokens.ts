import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys } from '../parameters.ts'
import { either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessTokens = {
  list: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/token',
    description: 'GET /access/users/{userid}/token',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    parameters: { userid },
    returns: array(
      object({
        comment: optional(string()),
        expire: optional(integer({ default: 'same as user' })),
        privsep: optional(boolean({ default: true })),
        tokenid: string(),
      }),
    ),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'DELETE /access/users/{userid}/token/{tokenid}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    parameters: { userid, tokenid: string({ pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'GET /access/users/{userid}/token/{tokenid}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    parameters: { userid, tokenid: string({ pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }) },
    returns: object({
      comment: optional(string()),
      expire: optional(integer({ default: 'same as user' })),
      privsep: optional(boolean({ default: true })),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'POST /access/users/{userid}/token/{tokenid}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    parameters: {
      userid,
      tokenid: string({ pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }),
      comment: optional(string()),
      expire: optional(integer({ default: 'same as user', minimum: 0 })),
      privsep: optional(boolean({ default: true })),
    },
    returns: object({
      'full-tokenid': string(),
      info: object({
        comment: optional(string()),
        expire: optional(integer({ default: 'same as user' })),
        privsep: optional(boolean({ default: true })),
      }),
      value: string(),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'PUT /access/users/{userid}/token/{tokenid}',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    parameters: {
      userid,
      tokenid: string({ pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }),
      comment: optional(string()),
      delete: optional(deletedKeys),
      expire: optional(integer({ default: 'same as user', minimum: 0 })),
      privsep: optional(boolean({ default: true })),
    },
    returns: object({
      comment: optional(string()),
      expire: optional(integer({ default: 'same as user' })),
      privsep: optional(boolean({ default: true })),
    }),
  }),
}
