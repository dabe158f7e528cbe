import { array, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { firewallCidr, name, rename } from './parameters.ts'

export const firewallClusterAliases = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/firewall/aliases',
    description: 'List aliases of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/firewall/aliases',
    description: 'Create an alias of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      cidr: firewallCidr,
      comment: optional(string({ description: 'Free text.' })),
      name: described(name, { description: 'Name of the alias.' }),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/aliases/{name}',
    description: 'Remove an alias of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the alias.' }), digest: optional(digest) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/firewall/aliases/{name}',
    description: 'Show an alias of the datacenter.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { name: described(name, { description: 'Name of the alias.' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/aliases/{name}',
    description: 'Change an alias of the datacenter.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      name: described(name, { description: 'Name of the alias.' }),
      cidr: firewallCidr,
      comment: optional(string({ description: 'Free text.' })),
      digest: optional(digest),
      rename: optional(rename),
    },
  }),
}
