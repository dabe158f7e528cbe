import { array, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'
import { firewallCidr, name, rename } from './parameters.ts'

export const firewallLxcAliases = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall/aliases',
    description: 'List aliases of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid },
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/firewall/aliases',
    description: 'Create an alias of a container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      cidr: firewallCidr,
      comment: optional(string({ description: 'Free text.' })),
      name: described(name, { description: 'Name of the alias.' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}',
    description: 'Remove an alias of a container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name: described(name, { description: 'Name of the alias.' }), digest: optional(digest) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}',
    description: 'Show an alias of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid, name: described(name, { description: 'Name of the alias.' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}',
    description: 'Change an alias of a container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      name: described(name, { description: 'Name of the alias.' }),
      cidr: firewallCidr,
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      rename: optional(rename),
    },
  }),
}
