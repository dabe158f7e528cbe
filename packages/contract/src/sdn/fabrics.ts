import { array, boolean, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, needs, needsAny } from '../permission.ts'
import { fabricOptions } from './fabric-options.ts'

export const sdnFabrics = {
  all: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/all',
    description: 'GET /cluster/sdn/fabrics/all',
    permission: anyUser,
    parameters: { pending: optional(boolean()), running: optional(boolean()) },
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
          interfaces: array(string()),
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
    description: 'GET /cluster/sdn/fabrics/fabric',
    permission: anyUser,
    parameters: { pending: optional(boolean()), running: optional(boolean()) },
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
    description: 'POST /cluster/sdn/fabrics/fabric',
    permission: needs('/sdn/fabrics', 'SDN.Allocate'),
    privileged: true,
    parameters: { id: string({ format: 'pve-sdn-fabric-id' }), ...fabricOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/fabrics/fabric/{id}',
    description: 'DELETE /cluster/sdn/fabrics/fabric/{id}',
    permission: needs('/sdn/fabrics/{id}', 'SDN.Allocate'),
    privileged: true,
    parameters: { id: string({ format: 'pve-sdn-fabric-id' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/fabric/{id}',
    description: 'GET /cluster/sdn/fabrics/fabric/{id}',
    permission: needsAny('/sdn/fabrics/{id}', 'SDN.Audit', 'SDN.Allocate'),
    parameters: { id: string({ format: 'pve-sdn-fabric-id' }) },
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
    description: 'PUT /cluster/sdn/fabrics/fabric/{id}',
    permission: needs('/sdn/fabrics/{id}', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      id: string({ format: 'pve-sdn-fabric-id' }),
      delete: array(string({ enum: ['area', 'csnp_interval', 'hello_interval'] })),
      ...fabricOptions,
    },
  }),
}
