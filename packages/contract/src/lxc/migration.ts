import { array, boolean, described, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, target, targetVmid, vmid } from '../parameters.ts'
import { anyUser, both, needs } from '../permission.ts'
import { remoteEndpoint } from '../shared/remote-endpoint.ts'

export const lxcMigration = {
  preconditions: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/migrate',
    description: 'Show what stands against a migration.',
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
      'local-disks': optional(array(object({ size: integer(), volid: string() }))),
      'local-resources': optional(array(string())),
      running: boolean(),
    }),
  }),
  migrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/migrate',
    description: 'Migrate a container to another node.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'vzmigrate', id: 'vmid' },
    queue: 'vmid',
    cli: 'pct migrate <vmid> <target>',
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        number({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'migrate limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      online: optional(boolean({ description: 'Migrate while it runs.' })),
      restart: optional(boolean({ description: 'Stop the container, migrate and start it again.' })),
      target,
      'target-storage': optional(
        string({ description: 'Storage of the target for the disks, or pairs old:new.', format: 'storage-pair-list' }),
      ),
      timeout: optional(integer({ description: 'Longest wait in seconds.', default: 180 })),
    },
  }),
  tunnel: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/mtunnel',
    description: 'Open the way for a migration from another cluster.',
    permission: both(needs('/vms/{vmid}', 'VM.Allocate'), needs('/', 'Sys.Incoming')),
    privileged: true,
    inRunner: true,
    parameters: {
      node,
      vmid,
      bridges: optional(string({ description: 'Bridges that will be used.', format: 'pve-bridge-id-list' })),
      storages: optional(string({ description: 'Storages that will be used.', format: 'pve-storage-id-list' })),
    },
    returns: object({ socket: string(), ticket: string(), upid: string() }),
  }),
  tunnelWebSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/mtunnelwebsocket',
    description: 'Carry a migration from another cluster by WebSocket.',
    permission: anyUser,
    transport: 'websocket',
    parameters: { node, vmid, socket: string({ description: 'Path of the socket.' }), ticket: string({ description: 'Ticket.' }) },
    returns: object({ port: optional(string()), socket: optional(string()) }),
  }),
  remoteMigrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/remote_migrate',
    description: 'Migrate a container to another cluster.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'vzmigrate', id: 'vmid' },
    queue: 'vmid',
    cli: 'pct remote-migrate <vmid> [<target-vmid>] <target-endpoint>',
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        number({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'migrate limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      delete: optional(boolean({ description: 'Destroy the source afterwards.', default: false })),
      online: optional(boolean({ description: 'Migrate while it runs.' })),
      restart: optional(boolean({ description: 'Stop the container, migrate and start it again.' })),
      'target-bridge': string({ description: 'Bridge of the target, or pairs old:new.', format: 'bridge-pair-list' }),
      'target-endpoint': described(remoteEndpoint, { description: 'How to reach the other cluster.' }),
      'target-storage': string({ description: 'Storage of the target for the disks, or pairs old:new.', format: 'storage-pair-list' }),
      'target-vmid': optional(targetVmid),
      timeout: optional(integer({ description: 'Longest wait in seconds.', default: 180 })),
    },
  }),
}
