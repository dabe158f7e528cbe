import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuCloudinit = {
  pending: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit',
    description: 'GET /nodes/{node}/qemu/{vmid}/cloudinit',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    parameters: { node, vmid },
    returns: array(object({ delete: optional(integer()), key: string(), pending: optional(string()), value: optional(string()) })),
  }),
  regenerate: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit',
    description: 'PUT /nodes/{node}/qemu/{vmid}/cloudinit',
    permission: needs('/vms/{vmid}', 'VM.Config.Cloudinit'),
    privileged: true,
    proxy: 'node',
    queue: 'vmid',
    parameters: { node, vmid },
  }),
  dump: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/cloudinit/dump',
    description: 'GET /nodes/{node}/qemu/{vmid}/cloudinit/dump',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    proxy: 'node',
    parameters: { node, vmid, type: string({ enum: ['user', 'network', 'meta'] }) },
    returns: string(),
  }),
}
