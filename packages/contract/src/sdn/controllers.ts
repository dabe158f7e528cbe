import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest } from '../parameters.ts'
import { anyUser, needs } from '../permission.ts'
import { controllerOptions } from './controller-options.ts'

export const sdnControllers = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/sdn/controllers',
    description: 'List SDN controllers.',
    permission: anyUser,
    parameters: {
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
      type: optional(string({ description: 'Type.', enum: ['bgp', 'evpn', 'faucet', 'isis'] })),
    },
    returns: array(
      object({
        asn: optional(integer()),
        'bgp-multipath-as-relax': optional(boolean()),
        controller: string(),
        digest: optional(string()),
        ebgp: optional(boolean()),
        'ebgp-multihop': optional(integer()),
        'isis-domain': optional(string()),
        'isis-ifaces': optional(string()),
        'isis-net': optional(string()),
        loopback: optional(string()),
        node: optional(string()),
        peers: optional(string()),
        pending: optional(
          object({
            asn: optional(integer()),
            'bgp-multipath-as-relax': optional(boolean()),
            ebgp: optional(boolean()),
            'ebgp-multihop': optional(integer()),
            'isis-domain': optional(string()),
            'isis-ifaces': optional(string()),
            'isis-net': optional(string()),
            loopback: optional(string()),
            node: optional(string()),
            peers: optional(string()),
          }),
        ),
        state: optional(string({ enum: ['new', 'changed', 'deleted'] })),
        type: string({ enum: ['bgp', 'evpn', 'faucet', 'isis'] }),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/controllers',
    description: 'Create an SDN controller.',
    permission: needs('/sdn/controllers', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      controller: string({ description: 'Id of the SDN controller.', format: 'pve-sdn-controller-id' }),
      type: string({ description: 'Type.', format: 'pve-configid', enum: ['bgp', 'evpn', 'faucet', 'isis'] }),
      ...controllerOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/controllers/{controller}',
    description: 'Remove an SDN controller.',
    permission: needs('/sdn/controllers', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      controller: string({ description: 'Id of the SDN controller.', format: 'pve-sdn-controller-id' }),
      'lock-token': optional(string({ description: 'Token of the lock that this caller holds on the SDN configuration.' })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/sdn/controllers/{controller}',
    description: 'Show an SDN controller.',
    permission: needs('/sdn/controllers/{controller}', 'SDN.Allocate'),
    parameters: {
      controller: string({ description: 'Id of the SDN controller.', format: 'pve-sdn-controller-id' }),
      pending: optional(boolean({ description: 'Also show what is configured but not applied.' })),
      running: optional(boolean({ description: 'Show what is applied instead of what is configured.' })),
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/controllers/{controller}',
    description: 'Change an SDN controller.',
    permission: needs('/sdn/controllers', 'SDN.Allocate'),
    privileged: true,
    parameters: {
      controller: string({ description: 'Id of the SDN controller.', format: 'pve-sdn-controller-id' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...controllerOptions,
    },
  }),
}
