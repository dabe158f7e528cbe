import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuCloudinit = {
  pending: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit',
    description: 'Show cloud-init settings with their present and pending values.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    cli: 'qm cloudinit pending <vmid>',
    parameters: { node, vmid },
    returns: array(object({ delete: optional(integer()), key: string(), pending: optional(string()), value: optional(string()) })),
  }),
  regenerate: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit',
    description: 'Write the cloud-init drive anew.',
    permission: needs('/vms/{vmid}', 'VM.Config.Cloudinit'),
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    cli: 'qm cloudinit update <vmid>',
    parameters: { node, vmid },
  }),
  dump: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit/dump',
    description: 'Show the generated cloud-init data.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    cli: 'qm cloudinit dump <vmid> <type>',
    parameters: { node, vmid, type: string({ description: 'Type.', enum: ['user', 'network', 'meta'] }) },
    returns: string(),
  }),
}
