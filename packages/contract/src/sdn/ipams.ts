import { anything, array, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { digest, fingerprint } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const sdnIpams = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams',
    description: 'List IPAMs.',
    permission: anyUser,
    parameters: { type: optional(string({ description: 'Type.', enum: ['netbox', 'phpipam', 'pve'] })) },
    returns: array(object({ ipam: string(), type: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/ipams',
    description: 'Create an IPAM.',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      fingerprint: optional(fingerprint),
      ipam: string({ description: 'Id of the address management.', format: 'pve-sdn-ipam-id' }),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
      section: optional(integer({ description: 'Section id in phpIPAM.' })),
      token: secret(optional(string({ description: 'Access token.' }))),
      type: string({ description: 'Type.', format: 'pve-configid', enum: ['netbox', 'phpipam', 'pve'] }),
      url: optional(string({ description: 'Address of the service.' })),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'Remove an IPAM.',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      ipam: string({ description: 'Id of the address management.', format: 'pve-sdn-ipam-id' }),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'Show an IPAM.',
    permission: needs('/sdn/ipams/{ipam}', 'SDN.Allocate'),
    parameters: { ipam: string({ description: 'Id of the address management.', format: 'pve-sdn-ipam-id' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'Change an IPAM.',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      ipam: string({ description: 'Id of the address management.', format: 'pve-sdn-ipam-id' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      fingerprint: optional(fingerprint),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
      section: optional(integer({ description: 'Section id in phpIPAM.' })),
      token: secret(optional(string({ description: 'Access token.' }))),
      url: optional(string({ description: 'Address of the service.' })),
    },
  }),
  status: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams/{ipam}/status',
    description: 'List the addresses that an IPAM knows.',
    permission: anyUser,
    privileged: true,
    parameters: { ipam: string({ description: 'Id of the address management.', format: 'pve-sdn-ipam-id' }) },
    returns: array(anything()),
  }),
}
