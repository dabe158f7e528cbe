import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const lxcConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/spiceproxy',
    description: 'Open a SPICE console of a container.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, proxy: optional(string({ description: 'Address of the SPICE proxy.', format: 'address' })) },
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/termproxy',
    description: 'Open a terminal of a container.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: { node, vmid },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/vncproxy',
    description: 'Open a graphical console of a container.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: {
      node,
      vmid,
      height: optional(integer({ description: 'Height of the screen in pixels.', minimum: 16, maximum: 2160 })),
      websocket: optional(boolean({ description: 'Connect by WebSocket.' })),
      width: optional(integer({ description: 'Width of the screen in pixels.', minimum: 16, maximum: 4096 })),
    },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/vncwebsocket',
    description: 'Carry an opened console by WebSocket.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    transport: 'websocket',
    parameters: {
      node,
      vmid,
      port: integer({ description: 'TCP or UDP port.', minimum: 5900, maximum: 5999 }),
      vncticket: string({ description: 'Ticket that opening the console answered.', maxLength: 512 }),
    },
    returns: object({ port: string() }),
  }),
}
