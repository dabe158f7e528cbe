import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { world } from '../permission.ts'

/** What the login page must know before anybody is known. */
export const loginNotice = {
  read: endpoint({
    method: 'GET',
    path: '/access/login-notice',
    description: 'The text that is agreed to before login: the cluster option consent-text, as it is stored.',
    permission: world,
    parameters: {},
    returns: object({ text: optional(string()) }),
  }),
}
