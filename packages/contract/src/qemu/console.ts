import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/spiceproxy',
    description: 'Open a SPICE console of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    viewerFile: true,
    parameters: { node, vmid, proxy: optional(string({ description: 'Address of the SPICE proxy.', format: 'address' })) },
    returns: object(
      { host: string(), password: string(), proxy: string(), 'tls-port': integer(), type: string() },
      { additionalProperties: true },
    ),
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/termproxy',
    description: 'Open a terminal of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: {
      node,
      vmid,
      serial: optional(string({ description: 'Serial port to open.', enum: ['serial0', 'serial1', 'serial2', 'serial3'] })),
    },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/vncproxy',
    description: 'Open a graphical console of a VM.',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: {
      node,
      vmid,
      'generate-password': optional(boolean({ description: 'Make a one-time password for the connection.', default: false })),
      websocket: optional(boolean({ description: 'Connect by WebSocket.' })),
    },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/vncwebsocket',
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
