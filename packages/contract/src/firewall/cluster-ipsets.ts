import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { needs } from '../permission.ts'
import { cidr, name, rename } from './parameters.ts'

export const firewallClusterIpsets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset',
    description: 'GET /cluster/firewall/ipset',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ comment: optional(string()), digest: string(), name: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/firewall/ipset',
    description: 'POST /cluster/firewall/ipset',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { comment: optional(string()), digest: optional(digest), name, rename: optional(rename) },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/ipset/{name}',
    description: 'DELETE /cluster/firewall/ipset/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name, force: optional(boolean()) },
  }),
  listEntries: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset/{name}',
    description: 'GET /cluster/firewall/ipset/{name}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { name },
    returns: array(object({ cidr: string(), comment: optional(string()), digest: string(), nomatch: optional(boolean()) })),
  }),
  addEntry: endpoint({
    method: 'POST',
    path: '/cluster/firewall/ipset/{name}',
    description: 'POST /cluster/firewall/ipset/{name}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name, cidr, comment: optional(string()), nomatch: optional(boolean()) },
  }),
  removeEntry: endpoint({
    method: 'DELETE',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'DELETE /cluster/firewall/ipset/{name}/{cidr}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name, cidr, digest: optional(digest) },
  }),
  getEntry: endpoint({
    method: 'GET',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'GET /cluster/firewall/ipset/{name}/{cidr}',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    parameters: { name, cidr },
    returns: object({}, { additionalProperties: true }),
  }),
  updateEntry: endpoint({
    method: 'PUT',
    path: '/cluster/firewall/ipset/{name}/{cidr}',
    description: 'PUT /cluster/firewall/ipset/{name}/{cidr}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { name, cidr, comment: optional(string()), digest: optional(digest), nomatch: optional(boolean()) },
  }),
}
