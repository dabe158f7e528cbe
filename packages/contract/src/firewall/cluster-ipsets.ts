import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { cidr, name, rename } from './parameters.ts'

export const firewallClusterIpsets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset',
    description: 'List IP sets of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/firewall/ipset',
    description: 'Create an IP set of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      name: described(name, { description: 'Name of the IP set.' }),
      rename: optional(rename),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/ipset/{name}',
    description: 'Remove an IP set of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the IP set.' }),
      force: optional(boolean({ description: 'Remove it with its entries.' })),
    },
  }),
  listEntries: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset/{name}',
    description: 'List entries of an IP set.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { name: described(name, { description: 'Name of the IP set.' }) },
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), nomatch: optional(boolean()) })),
  }),
  addEntry: endpoint({
    method: 'POST',
    path: '/cluster/firewall/ipset/{name}',
    description: 'Add an entry of an IP set.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the IP set.' }),
      cidr,
      comment: optional(string({ description: 'Free text.' })),
      nomatch: optional(boolean({ description: 'Entry is an exception: addresses it holds do not match.' })),
    },
  }),
  removeEntry: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'Remove an entry of an IP set.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the IP set.' }), cidr, digest: optional(digest) },
  }),
  getEntry: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'Show an entry of an IP set.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the IP set.' }), cidr },
    returns: object({}, { additionalProperties: true }),
  }),
  updateEntry: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'Change an entry of an IP set.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the IP set.' }),
      cidr,
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      nomatch: optional(boolean({ description: 'Entry is an exception: addresses it holds do not match.' })),
    },
  }),
}
