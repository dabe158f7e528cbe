import { object, optional, string } from '@quorate/schema'
import { endpoint } from './endpoint.ts'
import { anyUser } from './permission.ts'

export const version = {
  get: endpoint({
    method: 'GET',
    path: '/version',
    description: 'Show the version.',
    permission: anyUser,
    parameters: {},
    returns: object({
      console: optional(string({ enum: ['applet', 'vv', 'html5', 'xtermjs'] })),
      release: string(),
      repoid: string(),
      version: string(),
    }),
  }),
}
