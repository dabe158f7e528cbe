import { array, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const acmeAccounts = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/account',
    description: 'List ACME accounts.',
    permission: anyUser,
    privileged: true,
    cli: 'pvenode acme account list',
    parameters: {},
    returns: array(object({})),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/acme/account',
    description: 'Register an ACME account.',
    privileged: true,
    task: { type: 'acmeregister', id: 'name' },
    cli: 'pvenode acme account register [<name>] {<contact>}',
    parameters: {
      contact: string({ description: 'Mail addresses of the account.', format: 'email-list' }),
      directory: optional(
        string({
          description: 'Address of the ACME directory.',
          default: 'https://acme-v02.api.letsencrypt.org/directory',
          pattern: '^https?://.*',
        }),
      ),
      'eab-hmac-key': secret(optional(string({ description: 'Key of the external account.', requires: 'eab-kid' }))),
      'eab-kid': optional(string({ description: 'Id of the external account.', requires: 'eab-hmac-key' })),
      name: optional(string({ description: 'Name of the account.', default: 'default', format: 'pve-configid' })),
      tos_url: optional(string({ description: 'Address of the terms that are accepted.' })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/acme/account/{name}',
    description: 'Deactivate an ACME account.',
    privileged: true,
    task: { type: 'acmedeactivate', id: 'name' },
    cli: 'pvenode acme account deactivate [<name>]',
    parameters: { name: string({ description: 'Name of the account.', default: 'default', format: 'pve-configid' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/acme/account/{name}',
    description: 'Show an ACME account.',
    privileged: true,
    cli: 'pvenode acme account info [<name>]',
    parameters: { name: string({ description: 'Name of the account.', default: 'default', format: 'pve-configid' }) },
    returns: object({
      account: optional(object({}, { additionalProperties: true })),
      directory: optional(string()),
      location: optional(string()),
      tos: optional(string()),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/acme/account/{name}',
    description: 'Change the contact of an ACME account, or refresh it.',
    privileged: true,
    task: { type: 'acmeupdate', id: 'name' },
    cli: 'pvenode acme account update [<name>]',
    parameters: {
      name: string({ description: 'Name of the account.', default: 'default', format: 'pve-configid' }),
      contact: optional(string({ description: 'Mail addresses of the account.', format: 'email-list' })),
    },
  }),
}
