import { number, optional, propertyString, string } from '@quorate/schema'

export const numaNode = propertyString({
  cpus: string({ pattern: '(?^:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)' }),
  hostnodes: optional(string({ pattern: '(?^:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)' })),
  memory: optional(number()),
  policy: optional(string({ enum: ['preferred', 'bind', 'interleave'] })),
})
