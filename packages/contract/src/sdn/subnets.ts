import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, vnet } from '../parameters.ts'
import { anyUser } from '../permission.ts'
import { subnetOptions } from './subnet-options.ts'

export const sdnSubnets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/subnets',
    description: 'GET /cluster/sdn/vnets/{vnet}/subnets',
    permission: anyUser,
    parameters: { vnet, pending: optional(boolean()), running: optional(boolean()) },
    returns: array(object({})),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/vnets/{vnet}/subnets',
    description: 'POST /cluster/sdn/vnets/{vnet}/subnets',
    permission: anyUser,
    privileged: true,
    parameters: { vnet: string(), subnet: string({ format: 'pve-sdn-subnet-id' }), type: string({ enum: ['subnet'] }), ...subnetOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'DELETE /cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    permission: anyUser,
    privileged: true,
    parameters: { vnet, subnet: string({ format: 'pve-sdn-subnet-id' }), 'lock-token': optional(string()) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'GET /cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    permission: anyUser,
    parameters: { vnet, subnet: string({ format: 'pve-sdn-subnet-id' }), pending: optional(boolean()), running: optional(boolean()) },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'PUT /cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet: optional(string()),
      subnet: string({ format: 'pve-sdn-subnet-id' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...subnetOptions,
    },
  }),
}
