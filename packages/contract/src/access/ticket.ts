import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { world } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessTicket = {
  page: endpoint({
    method: 'GET',
    path: '/access/ticket',
    description: 'GET /access/ticket',
    permission: world,
    parameters: {},
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/ticket',
    description: 'POST /access/ticket',
    permission: world,
    privileged: true,
    allowToken: false,
    parameters: {
      'new-format': optional(boolean({ default: true })),
      otp: secret(optional(string())),
      password: secret(string()),
      path: optional(string({ requires: 'privs', maxLength: 64 })),
      privs: optional(string({ requires: 'path', format: 'pve-priv-list', maxLength: 64 })),
      realm: optional(realm),
      'tfa-challenge': optional(string()),
      username: string({ maxLength: 64 }),
    },
    returns: object({
      CSRFPreventionToken: optional(string()),
      clustername: optional(string()),
      ticket: optional(string()),
      username: string(),
    }),
  }),
  verify: endpoint({
    method: 'POST',
    path: '/access/vncticket',
    description: 'POST /access/vncticket',
    permission: world,
    privileged: true,
    parameters: {
      authid: string({ maxLength: 64 }),
      path: string({ maxLength: 64 }),
      port: optional(integer()),
      privs: string({ format: 'pve-priv-list', maxLength: 64 }),
      vncticket: string(),
    },
  }),
}
