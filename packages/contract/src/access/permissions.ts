import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const accessPermissions = {
  get: endpoint({
    method: 'GET',
    path: '/access/permissions',
    description: 'Show the effective privileges of a user or token.',
    permission: anyUser,
    cli: 'pveum user permissions [<userid>]',
    parameters: {
      path: optional(string({ description: 'Only this object path.' })),
      userid: optional(
        string({
          description: 'User with realm: name@realm.',
          pattern: '(?^:^(?^:[^\\s:/]+)\\@(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+)(?:!(?^:[A-Za-z][A-Za-z0-9\\.\\-_]+))?$)',
        }),
      ),
    },
    returns: object({}, { additionalProperties: true }),
  }),
}
