import { array, boolean, defaultKey, integer, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { fingerprint, node } from '../parameters.ts'
import { needs } from '../permission.ts'

/** `link0` to `link7`: where a node is reached by corosync. */
export const link = optional(
  propertyString(
    {
      address: defaultKey(string({ description: 'Host name or IP address.', format: 'address' })),
      priority: optional(integer({ description: 'Higher is preferred.', default: 0, minimum: 0, maximum: 255 })),
    },
    { description: 'Address of a cluster link, with priority.', count: 8 },
  ),
)

export const clusterConfig = {
  create: endpoint({
    method: 'POST',
    path: '/cluster/config',
    description: 'Create a cluster.',
    privileged: true,
    task: { type: 'clustercreate', id: 'clustername' },
    cli: 'pvecm create <clustername>',
    parameters: {
      clustername: string({ description: 'Name of the cluster.', format: 'pve-node', maxLength: 15 }),
      'link[n]': link,
      nodeid: optional(integer({ description: 'Number of the node in the cluster.', minimum: 1 })),
      'token-coefficient': optional(
        integer({ description: 'Milliseconds added to the token timeout for each node.', default: 125, minimum: 0 }),
      ),
      votes: optional(integer({ description: 'Votes of the node.', minimum: 1 })),
    },
  }),
  apiVersion: endpoint({
    method: 'GET',
    path: '/cluster/config/apiversion',
    description: 'Show the version of the join protocol.',
    permission: needs('/', 'Sys.Audit'),
    cli: 'pvecm apiver',
    parameters: {},
    returns: integer(),
  }),
  joinInformation: endpoint({
    method: 'GET',
    path: '/cluster/config/join',
    description: 'Show what a node needs to join.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { node: optional(string({ description: 'Name of the node.', default: 'current connected node', format: 'pve-node' })) },
    returns: object({
      config_digest: string(),
      nodelist: array(
        object(
          {
            name: string(),
            nodeid: optional(integer()),
            pve_addr: string(),
            pve_fp: string(),
            quorum_votes: integer(),
            ring0_addr: optional(string()),
          },
          { additionalProperties: true },
        ),
      ),
      preferred_node: string(),
      totem: object({}, { additionalProperties: true }),
    }),
  }),
  join: endpoint({
    method: 'POST',
    path: '/cluster/config/join',
    description: 'Join this node to a cluster.',
    privileged: true,
    task: 'clusterjoin',
    parameters: {
      fingerprint,
      force: optional(boolean({ description: 'Go on where a check would stop.' })),
      hostname: string({ description: 'Host name.' }),
      'link[n]': link,
      nodeid: optional(integer({ description: 'Number of the node in the cluster.', minimum: 1 })),
      password: secret(string({ description: 'Password.', maxLength: 128 })),
      votes: optional(integer({ description: 'Votes of the node.', minimum: 0 })),
    },
  }),
  nodes: endpoint({
    method: 'GET',
    path: '/cluster/config/nodes',
    description: 'List the nodes of the cluster configuration.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ node: string() })),
  }),
  removeNode: endpoint({
    method: 'DELETE',
    path: '/cluster/config/nodes/{node}',
    description: 'Remove a node from the cluster configuration.',
    privileged: true,
    cli: 'pvecm delnode <node>',
    parameters: { node },
  }),
  addNode: endpoint({
    method: 'POST',
    path: '/cluster/config/nodes/{node}',
    description: 'Add a node to the cluster configuration.',
    privileged: true,
    cli: 'pvecm addnode <node>',
    parameters: {
      node,
      apiversion: optional(integer({ description: 'Version of the join protocol.' })),
      force: optional(boolean({ description: 'Go on where a check would stop.' })),
      'link[n]': link,
      new_node_ip: optional(string({ description: 'Address of the new node.', format: 'ip' })),
      nodeid: optional(integer({ description: 'Number of the node in the cluster.', minimum: 1 })),
      votes: optional(integer({ description: 'Votes of the node.', minimum: 0 })),
    },
    returns: object({ corosync_authkey: string(), corosync_conf: string(), warnings: array(string()) }),
  }),
  qdevice: endpoint({
    method: 'GET',
    path: '/cluster/config/qdevice',
    description: 'Show the state of the quorum device.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
  totem: endpoint({
    method: 'GET',
    path: '/cluster/config/totem',
    description: 'Show the totem settings of corosync.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
}
