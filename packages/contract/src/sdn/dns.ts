import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { dnsOptions } from './dns-options.ts'

export const sdnDns = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dns',
    description: 'List DNS services.',
    permission: anyUser,
    parameters: { type: optional(string({ description: 'Type.', enum: ['powerdns'] })) },
    returns: array(object({ dns: string(), type: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/dns',
    description: 'Create a DNS service.',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      dns: string({ description: 'Id of the DNS service.', format: 'pve-sdn-dns-id' }),
      key: string({ description: 'API key of the service.' }),
      reversev6mask: optional(integer({ description: 'Length of the reverse zone of IPv6.' })),
      type: string({ description: 'Type.', format: 'pve-configid', enum: ['powerdns'] }),
      url: string({ description: 'Address of the service.' }),
      ...dnsOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/dns/{dns}',
    description: 'Remove a DNS service.',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      dns: string({ description: 'Id of the DNS service.', format: 'pve-sdn-dns-id' }),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/dns/{dns}',
    description: 'Show a DNS service.',
    permission: needs('/sdn/dns/{dns}', 'SDN.Allocate'),
    parameters: { dns: string({ description: 'Id of the DNS service.', format: 'pve-sdn-dns-id' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/dns/{dns}',
    description: 'Change a DNS service.',
    permission: needs('/sdn/dns', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      dns: string({ description: 'Id of the DNS service.', format: 'pve-sdn-dns-id' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      key: optional(string({ description: 'API key of the service.' })),
      url: optional(string({ description: 'Address of the service.' })),
      ...dnsOptions,
    },
  }),
}
