import { array, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser } from '../permission.ts'

export const nodes = {
  list: endpoint({
    method: 'GET',
    path: '/nodes',
    description: 'List the nodes.',
    permission: anyUser,
    parameters: {},
    returns: array(
      object({
        age: optional(integer({ description: 'Seconds since the values were true, where the node is down (new in this product).' })),
        cpu: optional(number()),
        level: optional(string()),
        maxcpu: optional(integer()),
        maxmem: optional(integer()),
        mem: optional(integer()),
        node: string(),
        ssl_fingerprint: optional(string()),
        status: string({ enum: ['unknown', 'online', 'offline'] }),
        uptime: optional(integer()),
      }),
    ),
  }),
}
