import { optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { vmid, vnet, zone } from '../parameters.ts'
import { needs } from '../permission.ts'
import { mac } from './parameters.ts'

export const sdnIps = {
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/sdn/vnets/{vnet}/ips',
    description: 'Free a reserved address.',
    permission: needs('/sdn/zones/{zone}/{vnet}', 'SDN.Allocate'),
    privileged: true,
    parameters: { vnet, ip: string({ description: 'IPv4 address.', format: 'ip' }), mac: optional(mac), zone },
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/sdn/vnets/{vnet}/ips',
    description: 'Reserve an address in a virtual network.',
    permission: needs('/sdn/zones/{zone}/{vnet}', 'SDN.Allocate'),
    privileged: true,
    parameters: { vnet, ip: string({ description: 'IPv4 address.', format: 'ip' }), mac: optional(mac), zone },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/sdn/vnets/{vnet}/ips',
    description: 'Change a reserved address.',
    permission: needs('/sdn/zones/{zone}/{vnet}', 'SDN.Allocate'),
    privileged: true,
    parameters: { vnet, ip: string({ description: 'IPv4 address.', format: 'ip' }), mac: optional(mac), vmid: optional(vmid), zone },
  }),
}
