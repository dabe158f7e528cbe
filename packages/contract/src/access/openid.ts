import { string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { world } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessOpenid = {
  authUrl: endpoint({
    method: 'POST',
    path: '/access/openid/auth-url',
    description: 'Make the address that begins an OpenID login.',
    permission: world,
    privileged: true,
    parameters: { realm, 'redirect-url': string({ description: 'Where the provider sends the browser back to.', maxLength: 255 }) },
    returns: string(),
  }),
  login: endpoint({
    method: 'POST',
    path: '/access/openid/login',
    description: 'Finish an OpenID login: makes a ticket.',
    permission: world,
    privileged: true,
    parameters: {
      code: string({ description: 'Code that the provider sent.', maxLength: 4096 }),
      'redirect-url': string({ description: 'Where the provider sends the browser back to.', maxLength: 255 }),
      state: string({ description: 'State that the provider sent back.', maxLength: 1024 }),
    },
  }),
}
