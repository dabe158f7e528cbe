import { array, object, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, snapname, vmid } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const qemuIndexes = {
  guest: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}',
    description: 'List what lies below /nodes/{node}/qemu/{vmid}.',
    permission: anyUser,
    proxy: 'node',
    index: true,
    parameters: { node, vmid },
    returns: array(object({ subdir: string() })),
  }),
  agent: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/agent',
    description: 'List what lies below /nodes/{node}/qemu/{vmid}/agent.',
    permission: anyUser,
    proxy: 'node',
    index: true,
    parameters: { node, vmid },
    returns: array(object({})),
  }),
  firewall: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/firewall',
    description: 'List what lies below /nodes/{node}/qemu/{vmid}/firewall.',
    permission: anyUser,
    index: true,
    parameters: { node, vmid },
    returns: array(object({})),
  }),
  snapshot: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}',
    description: 'List what lies below /nodes/{node}/qemu/{vmid}/snapshot/{snapname}.',
    permission: anyUser,
    index: true,
    parameters: { node, vmid, snapname },
    returns: array(object({})),
  }),
  status: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/status',
    description: 'List what lies below /nodes/{node}/qemu/{vmid}/status.',
    permission: anyUser,
    proxy: 'node',
    index: true,
    parameters: { node, vmid },
    returns: array(object({ subdir: string() })),
  }),
}
