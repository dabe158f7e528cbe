import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, vmid } from '../parameters.ts'
import { needs } from '../permission.ts'

export const lxcConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/spiceproxy',
    description: 'POST /nodes/{node}/lxc/{vmid}/spiceproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    proxy: 'node',
    parameters: { node, vmid, proxy: optional(string({ format: 'address' })) },
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/termproxy',
    description: 'POST /nodes/{node}/lxc/{vmid}/termproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: { node, vmid },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/lxc/{vmid}/vncproxy',
    description: 'POST /nodes/{node}/lxc/{vmid}/vncproxy',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    privileged: true,
    parameters: {
      node,
      vmid,
      height: optional(integer({ minimum: 16, maximum: 2160 })),
      websocket: optional(boolean()),
      width: optional(integer({ minimum: 16, maximum: 4096 })),
    },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/lxc/{vmid}/vncwebsocket',
    description: 'GET /nodes/{node}/lxc/{vmid}/vncwebsocket',
    permission: needs('/vms/{vmid}', 'VM.Console'),
    transport: 'websocket',
    parameters: { node, vmid, port: integer({ minimum: 5900, maximum: 5999 }), vncticket: string({ maxLength: 512 }) },
    returns: object({ port: string() }),
  }),
}
