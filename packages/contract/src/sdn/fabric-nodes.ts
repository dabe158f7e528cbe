import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, both, needs, needsAny } from '../permission.ts'
import { fabricNodeOptions } from './fabric-node-options.ts'

export const sdnFabricNodes = {
  listAll: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node',
    description: 'GET /cluster/sdn/fabrics/node',
    permission: anyUser,
    parameters: { pending: optional(boolean()), running: optional(boolean()) },
    returns: array(
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
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node/{fabric_id}',
    description: 'GET /cluster/sdn/fabrics/node/{fabric_id}',
    permission: needs('/sdn/fabrics/{fabric_id}', 'SDN.Audit'),
    parameters: { fabric_id: string({ format: 'pve-sdn-fabric-id' }), pending: optional(boolean()), running: optional(boolean()) },
    returns: array(
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
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/fabrics/node/{fabric_id}',
    description: 'POST /cluster/sdn/fabrics/node/{fabric_id}',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: { fabric_id: string({ format: 'pve-sdn-fabric-id' }), node_id: string({ format: 'pve-node' }), ...fabricNodeOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'DELETE /cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: { fabric_id: string({ format: 'pve-sdn-fabric-id' }), node_id: string({ format: 'pve-node' }) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'GET /cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    permission: both(
      needsAny('/sdn/fabrics/{fabric_id}', 'SDN.Audit', 'SDN.Allocate'),
      needsAny('/nodes/{node_id}', 'Sys.Audit', 'Sys.Modify'),
    ),
    parameters: { fabric_id: string({ format: 'pve-sdn-fabric-id' }), node_id: string({ format: 'pve-node' }) },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'PUT /cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: {
      fabric_id: string({ format: 'pve-sdn-fabric-id' }),
      node_id: string({ format: 'pve-node' }),
      delete: optional(array(string({ enum: ['interfaces', 'ip', 'ip6'] }))),
      ...fabricNodeOptions,
    },
  }),
}
