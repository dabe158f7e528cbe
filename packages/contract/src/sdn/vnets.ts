import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, vnet } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { vnetOptions } from './vnet-options.ts'

export const sdnVnets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets',
    description: 'List virtual networks.',
    permission: anyUser,
    parameters: {
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
    returns: array(
      object({
        alias: optional(string()),
        digest: optional(string()),
        'isolate-ports': optional(boolean()),
        pending: optional(
          object({
            alias: optional(string()),
            'isolate-ports': optional(boolean()),
            tag: optional(integer()),
            vlanaware: optional(boolean()),
            zone: optional(string()),
          }),
        ),
        state: optional(string({ enum: ['new', 'changed', 'deleted'] })),
        tag: optional(integer()),
        type: string({ enum: ['vnet'] }),
        vlanaware: optional(boolean()),
        vnet: string(),
        zone: optional(string()),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/vnets',
    description: 'Create a virtual network.',
    permission: needs('/sdn/zones/{zone}', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      type: optional(string({ description: 'Type.', enum: ['vnet'] })),
      vnet,
      zone: string({ description: 'Id of the SDN zone.' }),
      ...vnetOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'Remove a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'Show a virtual network.',
    permission: anyUser,
    parameters: {
      vnet,
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'Change a virtual network.',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      zone: optional(string({ description: 'Id of the SDN zone.' })),
      ...vnetOptions,
    },
  }),
}
