import { array, boolean, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs, needsAny } from '../permission.ts'
import { fabricOptions } from './fabric-options.ts'

export const sdnFabrics = {
  all: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/all',
    description: 'List fabrics and their nodes.',
    permission: anyUser,
    parameters: {
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: object({
      fabrics: array(
        object({
          area: optional(string()),
          csnp_interval: optional(number()),
          digest: optional(string()),
          hello_interval: optional(number()),
          id: string(),
          ip6_prefix: optional(string()),
          ip_prefix: optional(string()),
          'lock-token': optional(string()),
          protocol: string({ enum: ['openfabric', 'ospf'] }),
        }),
      ),
      nodes: array(
        object({
          digest: optional(string()),
          fabric_id: string(),
          interfaces: optional(array(string())),
          ip: optional(string()),
          ip6: optional(string()),
          'lock-token': optional(string()),
          node_id: string(),
          protocol: string({ enum: ['openfabric', 'ospf'] }),
        }),
      ),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/fabric',
    description: 'List SDN fabrics.',
    permission: anyUser,
    parameters: {
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: array(
      object({
        area: optional(string()),
        csnp_interval: optional(number()),
        digest: optional(string()),
        hello_interval: optional(number()),
        id: string(),
        ip6_prefix: optional(string()),
        ip_prefix: optional(string()),
        'lock-token': optional(string()),
        protocol: string({ enum: ['openfabric', 'ospf'] }),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/fabrics/fabric',
    description: 'Create an SDN fabric.',
    permission: needs('/sdn/fabrics', 'SDN.Allocate'),
    privileged: true,
    parameters: { id: string({ description: 'Id.', format: 'pve-sdn-fabric-id' }), ...fabricOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/fabrics/fabric/{id}',
    description: 'Remove an SDN fabric.',
    permission: needs('/sdn/fabrics/{id}', 'SDN.Allocate'),
    privileged: true,
    parameters: { id: string({ description: 'Id.', format: 'pve-sdn-fabric-id' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/fabric/{id}',
    description: 'Show an SDN fabric.',
    permission: needsAny('/sdn/fabrics/{id}', 'SDN.Audit', 'SDN.Allocate'),
    parameters: { id: string({ description: 'Id.', format: 'pve-sdn-fabric-id' }) },
    returns: object({
      area: optional(string()),
      csnp_interval: optional(number()),
      digest: optional(string()),
      hello_interval: optional(number()),
      id: string(),
      ip6_prefix: optional(string()),
      ip_prefix: optional(string()),
      'lock-token': optional(string()),
      protocol: string({ enum: ['openfabric', 'ospf'] }),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/fabrics/fabric/{id}',
    description: 'Change an SDN fabric.',
    permission: needs('/sdn/fabrics/{id}', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      id: string({ description: 'Id.', format: 'pve-sdn-fabric-id' }),
      delete: optional(array(string({ enum: ['area', 'csnp_interval', 'hello_interval'] }), { description: 'Settings to remove.' })),
      ...fabricOptions,
    },
  }),
}
