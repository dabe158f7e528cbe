import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { anyUser, both, needs, needsAny } from '../permission.ts'
import { fabricNodeOptions } from './fabric-node-options.ts'

export const sdnFabricNodes = {
  listAll: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node',
    description: 'List the nodes of all fabrics.',
    permission: anyUser,
    parameters: {
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: array(
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
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node/{fabric_id}',
    description: 'List nodes of a fabric.',
    permission: needs('/sdn/fabrics/{fabric_id}', 'SDN.Audit'),
    parameters: {
      fabric_id: string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' }),
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: array(
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
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/fabrics/node/{fabric_id}',
    description: 'Add a node of a fabric.',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: {
      fabric_id: string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' }),
      node_id: string({ description: 'Name of the node in the fabric.', format: 'pve-node' }),
      ...fabricNodeOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'Remove a node of a fabric.',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: {
      fabric_id: string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' }),
      node_id: string({ description: 'Name of the node in the fabric.', format: 'pve-node' }),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'Show a node of a fabric.',
    permission: both(
      needsAny('/sdn/fabrics/{fabric_id}', 'SDN.Audit', 'SDN.Allocate'),
      needsAny('/nodes/{node_id}', 'Sys.Audit', 'Sys.Modify'),
    ),
    parameters: {
      fabric_id: string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' }),
      node_id: string({ description: 'Name of the node in the fabric.', format: 'pve-node' }),
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}',
    description: 'Change a node of a fabric.',
    permission: both(needs('/sdn/fabrics/{fabric_id}', 'SDN.Allocate'), needs('/nodes/{node_id}', 'Sys.Modify')),
    privileged: true,
    parameters: {
      fabric_id: string({ description: 'Id of the SDN fabric.', format: 'pve-sdn-fabric-id' }),
      node_id: string({ description: 'Name of the node in the fabric.', format: 'pve-node' }),
      delete: optional(array(string({ enum: ['interfaces', 'ip', 'ip6'] }), { description: 'Settings to remove.' })),
      ...fabricNodeOptions,
    },
  }),
}
