import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs } from '../permission.ts'

export const acmeDirectories = {
  challengeSchema: endpoint({
    method: 'GET',
    path: '/cluster/acme/challenge-schema',
    description: 'GET /cluster/acme/challenge-schema',
    permission: anyUser,
    parameters: {},
    returns: array(object({ id: string(), name: string(), schema: object({}, { additionalProperties: true }), type: string() })),
  }),
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/directories',
    description: 'GET /cluster/acme/directories',
    permission: anyUser,
    parameters: {},
    returns: array(object({ name: string(), url: string() })),
  }),
  meta: endpoint({
    method: 'GET',
    path: '/cluster/acme/meta',
    description: 'GET /cluster/acme/meta',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    parameters: { directory: optional(string({ default: 'https://acme-v02.api.letsencrypt.org/directory', pattern: '^https?://.*' })) },
    returns: object(
      {
        caaIdentities: optional(array(string())),
        externalAccountRequired: optional(boolean()),
        termsOfService: optional(string()),
        website: optional(string()),
      },
      { additionalProperties: true },
    ),
  }),
  termsOfService: endpoint({
    method: 'GET',
    path: '/cluster/acme/tos',
    description: 'GET /cluster/acme/tos',
    permission: anyUser,
    parameters: { directory: optional(string({ default: 'https://acme-v02.api.letsencrypt.org/directory', pattern: '^https?://.*' })) },
    returns: optional(string()),
  }),
}
