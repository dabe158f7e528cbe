import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys } from '../parameters.ts'
import { either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessTokens = {
  list: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/token',
    description: 'List API tokens of a user.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    cli: 'pveum user token list <userid>',
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
    description: 'Remove an API token.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    cli: { usage: 'pveum user token delete <userid> <tokenid>', aliases: ['pveum user token remove'] },
    parameters: { userid, tokenid: string({ description: 'Name of the token.', pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'Show an API token.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    parameters: { userid, tokenid: string({ description: 'Name of the token.', pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }) },
    returns: object({
      comment: optional(string()),
      expire: optional(integer({ default: 'same as user' })),
      privsep: optional(boolean({ default: true })),
    }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/users/{userid}/token/{tokenid}',
    description: 'Make an API token; its secret is answered only now.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    cli: 'pveum user token add <userid> <tokenid>',
    parameters: {
      userid,
      tokenid: string({ description: 'Name of the token.', pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }),
      comment: optional(string({ description: 'Free text.' })),
      expire: optional(
        integer({ description: 'When it expires, in seconds since 1970; 0 is never.', default: 'same as user', minimum: 0 }),
      ),
      privsep: optional(boolean({ description: 'The token has only its own privileges, not all of the user.', default: true })),
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
    description: 'Change an API token.',
    permission: either(userParam('self'), userGroup(['User.Modify'])),
    privileged: true,
    cli: 'pveum user token modify <userid> <tokenid>',
    parameters: {
      userid,
      tokenid: string({ description: 'Name of the token.', pattern: '(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)' }),
      comment: optional(string({ description: 'Free text.' })),
      delete: optional(deletedKeys),
      expire: optional(
        integer({ description: 'When it expires, in seconds since 1970; 0 is never.', default: 'same as user', minimum: 0 }),
      ),
      privsep: optional(boolean({ description: 'The token has only its own privileges, not all of the user.', default: true })),
    },
    returns: object({
      comment: optional(string()),
      expire: optional(integer({ default: 'same as user' })),
      privsep: optional(boolean({ default: true })),
    }),
  }),
}
