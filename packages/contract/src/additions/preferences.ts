import { integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

const value = string({ description: 'Text of a JSON object, up to 64 kB.', maxLength: 65_536 })

/** What a user has chosen in an interface. Each has only his own; a token has its user's. */
export const preferences = {
  read: endpoint({
    method: 'GET',
    path: '/access/preferences',
    description: 'What the caller has chosen in the web interface.',
    permission: anyUser,
    parameters: {},
    returns: object({ value, revision: integer({ description: '0: nothing is stored yet.' }) }),
  }),
  write: endpoint({
    method: 'PUT',
    path: '/access/preferences',
    description: 'Store what the caller has chosen in the web interface, whole.',
    permission: anyUser,
    parameters: {
      value,
      revision: optional(integer({ description: 'Refuse unless what is stored has this revision; 0: unless nothing is.', minimum: 0 })),
    },
    returns: object({ revision: integer() }),
  }),
}
