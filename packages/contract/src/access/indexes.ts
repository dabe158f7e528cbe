import { array, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const accessIndexes = {
  access: endpoint({
    method: 'GET',
    path: '/access',
    description: 'List what lies below /access.',
    permission: anyUser,
    index: true,
    parameters: {},
    returns: array(object({ subdir: string() })),
  }),
  openid: endpoint({
    method: 'GET',
    path: '/access/openid',
    description: 'List what lies below /access/openid.',
    permission: anyUser,
    index: true,
    parameters: {},
    returns: array(object({ subdir: string() })),
  }),
}
