import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const qemuConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/spiceproxy',
    description: 'POST /nodes/{node}/qemu/{vmid}/spiceproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, proxy: optional(string({ format: 'address' })) },
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/termproxy',
    description: 'POST /nodes/{node}/qemu/{vmid}/termproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: { node, vmid, serial: optional(string({ enum: ['serial0', 'serial1', 'serial2', 'serial3'] })) },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/qemu/{vmid}/vncproxy',
    description: 'POST /nodes/{node}/qemu/{vmid}/vncproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: { node, vmid, 'generate-password': optional(boolean({ default: false })), websocket: optional(boolean()) },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/qemu/{vmid}/vncwebsocket',
    description: 'GET /nodes/{node}/qemu/{vmid}/vncwebsocket',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    transport: 'websocket',
    parameters: { node, vmid, port: integer({ minimum: 5900, maximum: 5999 }), vncticket: string({ maxLength: 512 }) },
    returns: object({ port: string() }),
  }),
}
