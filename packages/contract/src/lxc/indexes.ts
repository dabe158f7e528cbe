import { array, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, snapname, vmid } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const lxcIndexes = {
  guest: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}',
    description: 'List what lies below /nodes/{node}/lxc/{vmid}.',
    permission: anyUser,
    proxy: 'node',
    index: true,
    parameters: { node, vmid },
    returns: array(object({ subdir: string() })),
  }),
  firewall: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/firewall',
    description: 'List what lies below /nodes/{node}/lxc/{vmid}/firewall.',
    permission: anyUser,
    index: true,
    parameters: { node, vmid },
    returns: array(object({})),
  }),
  snapshot: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}',
    description: 'List what lies below /nodes/{node}/lxc/{vmid}/snapshot/{snapname}.',
    permission: anyUser,
    index: true,
    parameters: { node, vmid, snapname },
    returns: array(object({})),
  }),
  status: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/status',
    description: 'List what lies below /nodes/{node}/lxc/{vmid}/status.',
    permission: anyUser,
    proxy: 'node',
    index: true,
    parameters: { node, vmid },
    returns: array(object({ subdir: string() })),
  }),
}
