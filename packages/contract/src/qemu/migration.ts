import { array, boolean, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, target, targetVmid, vmid } from '../parameters.ts'
import { anyUser, both, needs } from '../permission.ts'
import { remoteEndpoint } from '../shared/remote-endpoint.ts'

export const qemuMigration = {
  dbusState: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/dbus-vmstate',
    description: 'Start or stop the helper that migrates the state of connections.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    proxy: 'node',
    parameters: { node, vmid, action: string({ description: 'What to do with matching traffic.', enum: ['start', 'stop'] }) },
  }),
  preconditions: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/migrate',
    description: 'Show what stands against a migration.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, target: optional(target) },
    returns: object({
      allowed_nodes: optional(array(string())),
      'dependent-ha-resources': optional(array(string())),
      'has-dbus-vmstate': boolean(),
      local_disks: array(object({ cdrom: boolean(), is_unused: boolean(), size: integer(), volid: string() })),
      local_resources: array(string()),
      'mapped-resource-info': object({}, { additionalProperties: true }),
      'mapped-resources': array(string()),
      not_allowed_nodes: optional(
        object({
          'blocking-ha-resources': optional(array(object({ cause: string({ enum: ['resource-affinity'] }), sid: string() }))),
          unavailable_storages: optional(array(string())),
        }),
      ),
      running: boolean(),
    }),
  }),
  migrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/migrate',
    description: 'Migrate a VM to another node.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmigrate', id: 'vmid' },
    queue: 'vmid',
    cli: 'qm migrate <vmid> <target>',
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        integer({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'migrate limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      force: optional(boolean({ description: 'Allow devices of the host; root only.' })),
      migration_network: optional(string({ description: 'Network to migrate over.', format: 'CIDR' })),
      migration_type: optional(string({ description: 'Encrypted or not.', enum: ['secure', 'insecure'] })),
      online: optional(boolean({ description: 'Migrate while it runs.' })),
      target,
      targetstorage: optional(
        string({ description: 'Storage of the target for the disks, or pairs old:new.', format: 'storage-pair-list' }),
      ),
      'with-conntrack-state': optional(boolean({ description: 'Also migrate the state of connections.', default: false })),
      'with-local-disks': optional(boolean({ description: 'Also migrate disks that lie on storages of the node.' })),
    },
  }),
  tunnel: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/mtunnel',
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
    path: '/nodes/{node}/qemu/{vmid}/mtunnelwebsocket',
    description: 'Carry a migration from another cluster by WebSocket.',
    permission: anyUser,
    transport: 'websocket',
    parameters: { node, vmid, socket: string({ description: 'Path of the socket.' }), ticket: string({ description: 'Ticket.' }) },
    returns: object({ port: optional(string()), socket: optional(string()) }),
  }),
  remoteMigrate: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/remote_migrate',
    description: 'Migrate a VM to another cluster.',
    permission: needs('/vms/{vmid}', 'VM.Migrate'),
    privileged: true,
    proxy: 'node',
    task: { type: 'qmigrate', id: 'vmid' },
    queue: 'vmid',
    cli: 'qm remote-migrate <vmid> [<target-vmid>] <target-endpoint>',
    parameters: {
      node,
      vmid,
      bwlimit: optional(
        integer({
          description: 'Limit of the data rate in KiB each second; 0 is none.',
          default: 'migrate limit from datacenter or storage config',
          minimum: 0,
        }),
      ),
      delete: optional(boolean({ description: 'Destroy the source afterwards.', default: false })),
      online: optional(boolean({ description: 'Migrate while it runs.' })),
      'target-bridge': string({ description: 'Bridge of the target, or pairs old:new.', format: 'bridge-pair-list' }),
      'target-endpoint': described(remoteEndpoint, { description: 'How to reach the other cluster.' }),
      'target-storage': string({ description: 'Storage of the target for the disks, or pairs old:new.', format: 'storage-pair-list' }),
      'target-vmid': optional(targetVmid),
    },
  }),
}
