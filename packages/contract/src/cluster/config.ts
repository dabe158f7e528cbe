import { array, boolean, defaultKey, integer, object, optional, propertyString, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { fingerprint, node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const clusterConfig = {
  create: endpoint({
    method: 'POST',
    path: '/cluster/config',
    description: 'POST /cluster/config',
    privileged: true,
    task: { type: 'clustercreate', id: 'clustername' },
    parameters: {
      clustername: string({ format: 'pve-node', maxLength: 15 }),
      'link[n]': optional(
        propertyString(
          {
            address: defaultKey(string({ format: 'address' })),
            priority: optional(integer({ default: 0, minimum: 0, maximum: 255 })),
          },
          { count: 8 },
        ),
      ),
      nodeid: optional(integer({ minimum: 1 })),
      'token-coefficient': optional(integer({ default: 125, minimum: 0 })),
      votes: optional(integer({ minimum: 1 })),
    },
  }),
  apiVersion: endpoint({
    method: 'GET',
    path: '/cluster/config/apiversion',
    description: 'GET /cluster/config/apiversion',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: integer(),
  }),
  joinInformation: endpoint({
    method: 'GET',
    path: '/cluster/config/join',
    description: 'GET /cluster/config/join',
    permission: needs('/', 'Sys.Audit'),
    parameters: { node: optional(string({ default: 'current connected node', format: 'pve-node' })) },
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
    description: 'POST /cluster/config/join',
    privileged: true,
    task: 'clusterjoin',
    parameters: {
      fingerprint,
      force: optional(boolean()),
      hostname: string(),
      'link[n]': optional(
        propertyString(
          {
            address: defaultKey(string({ format: 'address' })),
            priority: optional(integer({ default: 0, minimum: 0, maximum: 255 })),
          },
          { count: 8 },
        ),
      ),
      nodeid: optional(integer({ minimum: 1 })),
      password: secret(string({ maxLength: 128 })),
      votes: optional(integer({ minimum: 0 })),
    },
  }),
  nodes: endpoint({
    method: 'GET',
    path: '/cluster/config/nodes',
    description: 'GET /cluster/config/nodes',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ node: string() })),
  }),
  removeNode: endpoint({
    method: 'DELETE',
    path: '/cluster/config/nodes/{node}',
    description: 'DELETE /cluster/config/nodes/{node}',
    privileged: true,
    parameters: { node },
  }),
  addNode: endpoint({
    method: 'POST',
    path: '/cluster/config/nodes/{node}',
    description: 'POST /cluster/config/nodes/{node}',
    privileged: true,
    parameters: {
      node,
      apiversion: optional(integer()),
      force: optional(boolean()),
      'link[n]': optional(
        propertyString(
          {
            address: defaultKey(string({ format: 'address' })),
            priority: optional(integer({ default: 0, minimum: 0, maximum: 255 })),
          },
          { count: 8 },
        ),
      ),
      new_node_ip: optional(string({ format: 'ip' })),
      nodeid: optional(integer({ minimum: 1 })),
      votes: optional(integer({ minimum: 0 })),
    },
    returns: object({ corosync_authkey: string(), corosync_conf: string(), warnings: array(string()) }),
  }),
  qdevice: endpoint({
    method: 'GET',
    path: '/cluster/config/qdevice',
    description: 'GET /cluster/config/qdevice',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
  totem: endpoint({
    method: 'GET',
    path: '/cluster/config/totem',
    description: 'GET /cluster/config/totem',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: object({}, { additionalProperties: true }),
  }),
}
