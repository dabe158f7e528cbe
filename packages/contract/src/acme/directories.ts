import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs } from '../permission.ts'

export const acmeDirectories = {
  challengeSchema: endpoint({
    method: 'GET',
    path: '/cluster/acme/challenge-schema',
    description: 'List challenge plugins with the settings they take.',
    permission: anyUser,
    parameters: {},
    returns: array(object({ id: string(), name: string(), schema: object({}, { additionalProperties: true }), type: string() })),
  }),
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/directories',
    description: 'List known ACME directories.',
    permission: anyUser,
    parameters: {},
    returns: array(object({ name: string(), url: string() })),
  }),
  meta: endpoint({
    method: 'GET',
    path: '/cluster/acme/meta',
    description: 'Show what an ACME directory says of itself.',
    permission: needs('/nodes/{node}', 'Sys.Audit'),
    parameters: {
      directory: optional(
        string({
          description: 'Address of the ACME directory.',
          default: 'https://acme-v02.api.letsencrypt.org/directory',
          pattern: '^https?://.*',
        }),
      ),
    },
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
    description: "Show the address of a directory's terms of service.",
    permission: anyUser,
    parameters: {
      directory: optional(
        string({
          description: 'Address of the ACME directory.',
          default: 'https://acme-v02.api.letsencrypt.org/directory',
          pattern: '^https?://.*',
        }),
      ),
    },
    returns: optional(string()),
  }),
}
