import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const accessPermissions = {
  get: endpoint({
    method: 'GET',
    path: '/access/permissions',
    description: 'GET /access/permissions',
    permission: anyUser,
    parameters: {
      path: optional(string()),
      userid: optional(
        string({ pattern: '(?^:^(?^:[^\\s:/]+)\\@(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)(?:!(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+))?$)' }),
      ),
    },
    returns: object({}, { additionalProperties: true }),
  }),
}
