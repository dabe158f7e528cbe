import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { dnsOptions } from './dns-options.ts'

export const sdnDns = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dns',
    description: 'GET /cluster/sdn/dns',
    permission: anyUser,
    parameters: { type: optional(string({ enum: ['powerdns'] })) },
    returns: array(object({ dns: string(), type: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/dns',
    description: 'POST /cluster/sdn/dns',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      dns: string({ format: 'pve-sdn-dns-id' }),
      key: string(),
      reversev6mask: optional(integer()),
      type: string({ format: 'pve-configid', enum: ['powerdns'] }),
      url: string(),
      ...dnsOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/dns/{dns}',
    description: 'DELETE /cluster/sdn/dns/{dns}',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: { dns: string({ format: 'pve-sdn-dns-id' }), 'lock-token': optional(string()) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dns/{dns}',
    description: 'GET /cluster/sdn/dns/{dns}',
    permission: needs('/sdn/dns/{dns}', 'SDN.Allocate'),
    parameters: { dns: string({ format: 'pve-sdn-dns-id' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/dns/{dns}',
    description: 'PUT /cluster/sdn/dns/{dns}',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      dns: string({ format: 'pve-sdn-dns-id' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      key: optional(string()),
      url: optional(string()),
      ...dnsOptions,
    },
  }),
}
