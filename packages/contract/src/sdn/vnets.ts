import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, vnet } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { vnetOptions } from './vnet-options.ts'

export const sdnVnets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets',
    description: 'GET /cluster/sdn/vnets',
    permission: anyUser,
    parameters: { pending: optional(boolean()), running: optional(boolean()) },
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
    description: 'POST /cluster/sdn/vnets',
    permission: needs('/sdn/zones/{zone}', 'SDN.Allocate'),
    privileged: true,
    parameters: { type: optional(string({ enum: ['vnet'] })), vnet, zone: string(), ...vnetOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'DELETE /cluster/sdn/vnets/{vnet}',
    permission: anyUser,
    privileged: true,
    parameters: { vnet, 'lock-token': optional(string()) },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'GET /cluster/sdn/vnets/{vnet}',
    permission: anyUser,
    parameters: { vnet, pending: optional(boolean()), running: optional(boolean()) },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}',
    description: 'PUT /cluster/sdn/vnets/{vnet}',
    permission: anyUser,
    privileged: true,
    parameters: {
      vnet,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      zone: optional(string()),
      ...vnetOptions,
    },
  }),
}
