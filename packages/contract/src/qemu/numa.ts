import { number, optional, propertyString, string } from '@quorate/schema'

export const numaNode = propertyString({
  cpus: string({ description: 'Processors in it.', pattern: '(?^:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)' }),
  hostnodes: optional(string({ description: 'NUMA nodes of the host.', pattern: '(?^:\\d+(?:-\\d+)?(?:;\\d+(?:-\\d+)?)*)' })),
  memory: optional(number({ description: 'Memory in MiB.' })),
  policy: optional(string({ description: "How memory is spread over the host's nodes.", enum: ['preferred', 'bind', 'interleave'] })),
})
