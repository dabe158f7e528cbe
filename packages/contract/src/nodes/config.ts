import { defaultKey, integer, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesConfig = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/config',
    description: 'GET /nodes/{node}/config',
    permission: needs('/', 'Sys.Audit'),
    proxy: 'node',
    parameters: {
      node,
      property: optional(
        string({
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
    description: 'PUT /nodes/{node}/config',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      acme: optional(
        propertyString({
          account: optional(string({ default: 'default', format: 'pve-configid' })),
          domains: optional(string({ format: 'pve-acme-domain-list' })),
        }),
      ),
      'acmedomain[n]': optional(
        propertyString(
          {
            alias: optional(string({ format: 'pve-acme-alias' })),
            domain: defaultKey(string({ format: 'pve-acme-domain' })),
            plugin: optional(string({ default: 'standalone', format: 'pve-configid' })),
          },
          { count: 6 },
        ),
      ),
      'ballooning-target': optional(integer({ default: 80, minimum: 0, maximum: 100 })),
      delete: optional(deletedKeys),
      description: optional(string({ maxLength: 65536 })),
      digest: optional(string({ maxLength: 40 })),
      'startall-onboot-delay': optional(integer({ default: 0, minimum: 0, maximum: 300 })),
      wakeonlan: optional(
        propertyString({
          'bind-interface': optional(string({ default: 'The interface carrying the default route', format: 'pve-iface' })),
          'broadcast-address': optional(string({ default: '255.255.255.255', format: 'ipv4' })),
          mac: defaultKey(string({ format: 'mac-addr' })),
        }),
      ),
    },
  }),
}
