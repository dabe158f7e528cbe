import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'
import { cidr, name, rename } from './parameters.ts'

export const firewallQemuIpsets = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset',
    description: 'GET /nodes/{node}/qemu/{vmid}/firewall/ipset',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid },
    returns: array(object({ comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset',
    description: 'POST /nodes/{node}/qemu/{vmid}/firewall/ipset',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, comment: optional(string()), digest: optional(digest), name, rename: optional(rename) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    description: 'DELETE /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name, force: optional(boolean()) },
  }),
  listEntries: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    description: 'GET /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid, name },
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), nomatch: optional(boolean()) })),
  }),
  addEntry: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    description: 'POST /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name, cidr, comment: optional(string()), nomatch: optional(boolean()) },
  }),
  removeEntry: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'DELETE /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name, cidr, digest: optional(digest) },
  }),
  getEntry: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'GET /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    privileged: true,
    parameters: { node, vmid, name, cidr },
    returns: object({}, { additionalProperties: true }),
  }),
  updateEntry: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'PUT /nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name, cidr, comment: optional(string()), digest: optional(digest), nomatch: optional(boolean()) },
  }),
}
