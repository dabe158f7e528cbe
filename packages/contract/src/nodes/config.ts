import { integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, node } from '../parameters.ts'
import { needs } from '../permission.ts'
import { nodeOptions } from './config-options.ts'

export const nodesConfig = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/config',
    description: 'Show the options of the node.',
    permission: needs('/', 'Sys.Audit'),
    proxy: 'node',
    cli: 'pvenode config get',
    parameters: {
      node,
      property: optional(
        string({
          description: 'Only this setting.',
          default: 'all',
          enum: [
            'acme',
            'acmedomain0',
            'acmedomain1',
            'acmedomain2',
            'acmedomain3',
            'acmedomain4',
            'acmedomain5',
            'ballooning-target',
            'description',
            'startall-onboot-delay',
            'wakeonlan',
          ],
        }),
      ),
    },
    returns: object({
      acme: optional(string()),
      'acmedomain[n]': optional(string()),
      'ballooning-target': optional(integer({ default: 80 })),
      digest: optional(string()),
      'startall-onboot-delay': optional(integer({ default: 0 })),
      wakeonlan: optional(string()),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/config',
    description: 'Change the options of the node.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    cli: 'pvenode config set',
    parameters: {
      node,
      delete: optional(deletedKeys),
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      ...nodeOptions,
    },
  }),
}
