import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { world } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessTicket = {
  page: endpoint({
    method: 'GET',
    path: '/access/ticket',
    description: 'Nothing: exists for the login page.',
    permission: world,
    parameters: {},
  }),
  create: endpoint({
    method: 'POST',
    path: '/access/ticket',
    description: 'Log in, or answer a second factor: makes a ticket.',
    permission: world,
    privileged: true,
    allowToken: false,
    cli: 'pveum ticket <username>',
    parameters: {
      'new-format': optional(boolean({ description: 'Answer in the present form.', default: true })),
      otp: secret(optional(string({ description: 'One-time password.' }))),
      password: secret(string({ description: 'Password.' })),
      path: optional(string({ description: 'Object path.', requires: 'privs', maxLength: 64 })),
      privs: optional(string({ description: 'Privileges.', requires: 'path', format: 'pve-priv-list', maxLength: 64 })),
      realm: optional(realm),
      'tfa-challenge': secret(optional(string({ description: 'Signed challenge of the second factor.' }))),
      username: string({ description: 'User name.', maxLength: 64 }),
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
    description: 'Check a console ticket against an object and privileges.',
    permission: world,
    privileged: true,
    parameters: {
      authid: string({ description: 'User or token.', maxLength: 64 }),
      path: string({ description: 'Object path.', maxLength: 64 }),
      port: optional(integer({ description: 'TCP or UDP port.' })),
      privs: string({ description: 'Privileges.', format: 'pve-priv-list', maxLength: 64 }),
      vncticket: secret(string({ description: 'Ticket that opening the console answered.' })),
    },
  }),
}
