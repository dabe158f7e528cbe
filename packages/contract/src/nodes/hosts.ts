import { object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesHosts = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/hosts',
    description: 'Show /etc/hosts.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node },
    returns: object({ data: string(), digest: optional(string()) }),
  }),
  update: endpoint({
    method: 'POST',
    path: '/nodes/{node}/hosts',
    description: 'Write /etc/hosts.',
    permission: needs('/nodes/{node}', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: { node, data: string({ description: 'Whole text of the file.' }), digest: optional(digest) },
  }),
}
