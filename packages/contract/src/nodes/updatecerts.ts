import { boolean, optional } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'

/** Root only. */
export const nodesUpdatecerts = {
  update: endpoint({
    method: 'POST',
    path: '/nodes/{node}/certificates/update',
    description: 'Make the certificate of the node anew where it is missing, ends soon, or does not fit its names and its cluster.',
    privileged: true,
    proxy: 'node',
    parameters: { node, force: optional(boolean({ description: 'Make it anew in any case.' })) },
  }),
}
