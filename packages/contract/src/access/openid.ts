import { string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { world } from '../permission.ts'
import { realm } from './parameters.ts'

export const accessOpenid = {
  authUrl: endpoint({
    method: 'POST',
    path: '/access/openid/auth-url',
    description: 'POST /access/openid/auth-url',
    permission: world,
    privileged: true,
    parameters: { realm, 'redirect-url': string({ maxLength: 255 }) },
    returns: string(),
  }),
  login: endpoint({
    method: 'POST',
    path: '/access/openid/login',
    description: 'POST /access/openid/login',
    permission: world,
    privileged: true,
    parameters: { code: string({ maxLength: 4096 }), 'redirect-url': string({ maxLength: 255 }), state: string({ maxLength: 1024 }) },
  }),
}
