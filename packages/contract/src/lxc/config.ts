import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { deletedKeys, node, vmid } from '../parameters.ts'
import { needs, needsAny } from '../permission.ts'
import { lxcConfigKeys } from './config-keys.ts'

export const lxcConfig = {
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/config',
    description: 'GET /nodes/{node}/lxc/{vmid}/config',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    parameters: {
      node,
      vmid,
      current: optional(boolean({ default: false })),
      snapshot: optional(string({ format: 'pve-configid', maxLength: 40 })),
    },
    returns: object({ ...lxcConfigKeys, digest: string() }, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/config',
    description: 'PUT /nodes/{node}/lxc/{vmid}/config',
    permission: needsAny('/vms/{vmid}', 'VM.Config.Disk', 'VM.Config.CPU', 'VM.Config.Memory', 'VM.Config.Network', 'VM.Config.Options'),
    privilegePath: '/vms/{vmid}',
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: {
      node,
      vmid,
      delete: optional(deletedKeys),
      digest: optional(string({ maxLength: 40 })),
      revert: optional(string({ format: 'pve-configid-list' })),
      ...lxcConfigKeys,
    },
  }),
  pending: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/pending',
    description: 'GET /nodes/{node}/lxc/{vmid}/pending',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    parameters: { node, vmid },
    returns: array(object({ delete: optional(integer()), key: string(), pending: optional(string()), value: optional(string()) })),
  }),
}
