import { array, boolean, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, vnet } from '../parameters.ts'
import { anyUser } from '../permission.ts'
import { subnetOptions } from './subnet-options.ts'

export const sdnSubnets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/subnets',
    description: 'List subnets of a virtual network.',
    permission: anyUser,
    parameters: {
      vnet,
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: array(object({})),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/vnets/{vnet}/subnets',
    description: 'Create a subnet.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet: string({ description: 'Id of the virtual network.' }),
      subnet: string({ description: 'Id of the subnet.', format: 'pve-sdn-subnet-id' }),
      type: string({ description: 'Type.', enum: ['subnet'] }),
      ...subnetOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'Remove a subnet.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
      subnet: string({ description: 'Id of the subnet.', format: 'pve-sdn-subnet-id' }),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'Show a subnet.',
    permission: anyUser,
    parameters: {
      vnet,
      subnet: string({ description: 'Id of the subnet.', format: 'pve-sdn-subnet-id' }),
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: object({}, { additionalProperties: true }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}/subnets/{subnet}',
    description: 'Change a subnet.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet: string({ description: 'Id of the virtual network.' }),
      subnet: string({ description: 'Id of the subnet.', format: 'pve-sdn-subnet-id' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...subnetOptions,
    },
  }),
}
