import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'
import { cidr, name, rename } from './parameters.ts'

export const firewallLxcIpsets = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset',
    description: 'List IP sets of a container.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid },
    returns: array(object({ comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset',
    description: 'Create an IP set of a container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      name: described(name, { description: 'Name of the IP set.' }),
      rename: optional(rename),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}',
    description: 'Remove an IP set of a container.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      name: described(name, { description: 'Name of the IP set.' }),
      force: optional(boolean({ description: 'Remove it with its entries.' })),
    },
  }),
  listEntries: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}',
    description: 'List entries of an IP set.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    parameters: { node, vmid, name: described(name, { description: 'Name of the IP set.' }) },
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), nomatch: optional(boolean()) })),
  }),
  addEntry: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}',
    description: 'Add an entry of an IP set.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      name: described(name, { description: 'Name of the IP set.' }),
      cidr,
      comment: optional(string({ description: 'Free text.' })),
      nomatch: optional(boolean({ description: 'Entry is an exception: addresses it holds do not match.' })),
    },
  }),
  removeEntry: endpoint({
    method: 'DELETE',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'Remove an entry of an IP set.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: { node, vmid, name: described(name, { description: 'Name of the IP set.' }), cidr, digest: optional(digest) },
  }),
  getEntry: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'Show an entry of an IP set.',
    permission: needs('/vms/{vmid}', 'VM.Audit'),
    privileged: true,
    parameters: { node, vmid, name: described(name, { description: 'Name of the IP set.' }), cidr },
    returns: object({}, { additionalProperties: true }),
  }),
  updateEntry: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}',
    description: 'Change an entry of an IP set.',
    permission: needs('/vms/{vmid}', 'VM.Config.Network'),
    privileged: true,
    parameters: {
      node,
      vmid,
      name: described(name, { description: 'Name of the IP set.' }),
      cidr,
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      nomatch: optional(boolean({ description: 'Entry is an exception: addresses it holds do not match.' })),
    },
  }),
}
