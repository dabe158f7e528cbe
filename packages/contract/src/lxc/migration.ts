import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, target, targetVmid, vmid } from '../parameters.ts'
import { anyUser, both, needs } from '../permission.ts'
import { remoteEndpoint } from '../shared/remote-endpoint.ts'

export const lxcMigration = {
  preconditions: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/migrate',
    description: 'GET /nodes/{node}/lxc/{vmid}/migrate',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, target: optional(target) },
    returns: object({
      'allowed-nodes': optional(array(string())),
      'dependent-ha-resources': optional(array(string())),
      'not-allowed-nodes': optional(
        object({ 'blocking-ha-resources': optional(array(object({ cause: string({ enum: ['resource-affinity'] }), sid: string() }))) }),
      ),
      running: boolean(),
    }),
  }),
  migrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/migrate',
    description: 'POST /nodes/{node}/lxc/{vmid}/migrate',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'vzmigrate', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      bwlimit: optional(number({ default: 'migrate limit from datacenter or storage config', minimum: 0 })),
      online: optional(boolean()),
      restart: optional(boolean()),
      target,
      'target-storage': optional(string({ format: 'storage-pair-list' })),
      timeout: optional(integer({ default: 180 })),
    },
  }),
  tunnel: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/mtunnel',
    description: 'POST /nodes/{node}/lxc/{vmid}/mtunnel',
    permission: both(needs('/vms/{vmid}', 'VM.Allocate'), needs('/', 'Sys.Incoming')),
    privileged: true,
    parameters: {
      node,
      vmid,
      bridges: optional(string({ format: 'pve-bridge-id-list' })),
      storages: optional(string({ format: 'pve-storage-id-list' })),
    },
  }),
  tunnelWebSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/mtunnelwebsocket',
    description: 'GET /nodes/{node}/lxc/{vmid}/mtunnelwebsocket',
    permission: anyUser,
    transport: 'websocket',
    parameters: { node, vmid, socket: string(), ticket: string() },
    returns: object({ port: optional(string()), socket: optional(string()) }),
  }),
  remoteMigrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/remote_migrate',
    description: 'POST /nodes/{node}/lxc/{vmid}/remote_migrate',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'vzmigrate', id: 'vmid' },
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      bwlimit: optional(number({ default: 'migrate limit from datacenter or storage config', minimum: 0 })),
      delete: optional(boolean({ default: false })),
      online: optional(boolean()),
      restart: optional(boolean()),
      'target-bridge': string({ format: 'bridge-pair-list' }),
      'target-endpoint': remoteEndpoint,
      'target-storage': string({ format: 'storage-pair-list' }),
      'target-vmid': optional(targetVmid),
      timeout: optional(integer({ default: 180 })),
    },
  }),
}
