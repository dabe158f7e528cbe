import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, node, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'
import { lxcConfigKeys } from './config-keys.ts'

export const lxcConfig = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/config',
    description: 'Show the configuration of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    cli: 'pct config <vmid>',
    parameters: {
      node,
      vmid,
      current: optional(boolean({ description: 'Present values, without pending changes.', default: false })),
      snapshot: optional(string({ description: 'Values as of this snapshot.', format: 'pve-configid', maxLength: 40 })),
    },
    returns: object({ ...lxcConfigKeys, digest: string() }, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/config',
    description: 'Change the configuration of a container and wait for it.',
    permission: needsAny('/vms/{vmid}', 'VM.Config.Disk', 'VM.Config.CPU', 'VM.Config.Memory', 'VM.Config.Network', 'VM.Config.Options'),
    privilegePath: '/vms/{vmid}',
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    cli: 'pct set <vmid>',
    parameters: {
      node,
      vmid,
      delete: optional(deletedKeys),
      digest: optional(string({ description: 'SHA-1 of the file as last read: refused when it has changed since.', maxLength: 40 })),
      revert: optional(string({ description: 'Pending changes to take back.', format: 'pve-configid-list' })),
      ...lxcConfigKeys,
    },
  }),
  pending: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/pending',
    description: 'Show settings with their present and pending values.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    cli: 'pct pending <vmid>',
    parameters: { node, vmid },
    returns: array(object({ delete: optional(integer()), key: string(), pending: optional(string()), value: optional(string()) })),
  }),
}
