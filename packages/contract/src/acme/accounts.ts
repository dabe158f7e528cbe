import { array, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const acmeAccounts = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/account',
    description: 'GET /cluster/acme/account',
    permission: anyUser,
    privileged: true,
    parameters: {},
    returns: array(object({})),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/acme/account',
    description: 'POST /cluster/acme/account',
    privileged: true,
    task: { type: 'acmeregister', id: 'name' },
    parameters: {
      contact: string({ format: 'email-list' }),
      directory: optional(string({ default: 'https://acme-v02.api.letsencrypt.org/directory', pattern: '^https?://.*' })),
      'eab-hmac-key': secret(optional(string({ requires: 'eab-kid' }))),
      'eab-kid': optional(string({ requires: 'eab-hmac-key' })),
      name: optional(string({ default: 'default', format: 'pve-configid' })),
      tos_url: optional(string()),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/acme/account/{name}',
    description: 'DELETE /cluster/acme/account/{name}',
    privileged: true,
    task: { type: 'acmedeactivate', id: 'name' },
    parameters: { name: optional(string({ default: 'default', format: 'pve-configid' })) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/acme/account/{name}',
    description: 'GET /cluster/acme/account/{name}',
    privileged: true,
    parameters: { name: optional(string({ default: 'default', format: 'pve-configid' })) },
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
    description: 'PUT /cluster/acme/account/{name}',
    privileged: true,
    task: { type: 'acmeupdate', id: 'name' },
    parameters: {
      name: optional(string({ default: 'default', format: 'pve-configid' })),
      contact: optional(string({ format: 'email-list' })),
    },
  }),
}
