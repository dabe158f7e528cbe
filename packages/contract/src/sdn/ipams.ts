import { anything, array, integer, object, optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { digest, fingerprint } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'

export const sdnIpams = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams',
    description: 'GET /cluster/sdn/ipams',
    permission: anyUser,
    parameters: { type: optional(string({ enum: ['netbox', 'phpipam', 'pve'] })) },
    returns: array(object({ ipam: string(), type: string() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/ipams',
    description: 'POST /cluster/sdn/ipams',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      fingerprint: optional(fingerprint),
      ipam: string({ format: 'pve-sdn-ipam-id' }),
      'lock-token': optional(string()),
      section: optional(integer()),
      token: secret(optional(string())),
      type: string({ format: 'pve-configid', enum: ['netbox', 'phpipam', 'pve'] }),
      url: optional(string()),
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'DELETE /cluster/sdn/ipams/{ipam}',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: { ipam: string({ format: 'pve-sdn-ipam-id' }), 'lock-token': optional(string()) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'GET /cluster/sdn/ipams/{ipam}',
    permission: needs('/sdn/ipams/{ipam}', 'SDN.Allocate'),
    parameters: { ipam: string({ format: 'pve-sdn-ipam-id' }) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/ipams/{ipam}',
    description: 'PUT /cluster/sdn/ipams/{ipam}',
    permission: needs('/sdn/ipams', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      ipam: string({ format: 'pve-sdn-ipam-id' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      fingerprint: optional(fingerprint),
      'lock-token': optional(string()),
      section: optional(integer()),
      token: secret(optional(string())),
      url: optional(string()),
    },
  }),
  status: endpoint({
    method: 'GET',
    path: '/cluster/sdn/ipams/{ipam}/status',
    description: 'GET /cluster/sdn/ipams/{ipam}/status',
    permission: anyUser,
    privileged: true,
    parameters: { ipam: string({ format: 'pve-sdn-ipam-id' }) },
    returns: array(anything()),
  }),
}
