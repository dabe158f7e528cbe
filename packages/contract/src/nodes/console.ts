import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/spiceshell',
    description: 'Open a SPICE console of the node.',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      cmd: optional(string({ description: 'Command to run at login.', default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ description: 'Options of the command.', default: '', requires: 'cmd' })),
      proxy: optional(string({ description: 'Address of the SPICE proxy.', format: 'address' })),
    },
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/termproxy',
    description: 'Open a terminal of the node.',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    parameters: {
      node,
      cmd: optional(string({ description: 'Command to run at login.', default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ description: 'Options of the command.', default: '', requires: 'cmd' })),
    },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/vncshell',
    description: 'Open a graphical console of the node.',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    parameters: {
      node,
      cmd: optional(string({ description: 'Command to run at login.', default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ description: 'Options of the command.', default: '', requires: 'cmd' })),
      height: optional(integer({ description: 'Height of the screen in pixels.', minimum: 16, maximum: 2160 })),
      websocket: optional(boolean({ description: 'Connect by WebSocket.' })),
      width: optional(integer({ description: 'Width of the screen in pixels.', minimum: 16, maximum: 4096 })),
    },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/vncwebsocket',
    description: 'Carry an opened console by WebSocket.',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    transport: 'websocket',
    parameters: {
      node,
      port: integer({ description: 'TCP or UDP port.', minimum: 5900, maximum: 5999 }),
      vncticket: string({ description: 'Ticket that opening the console answered.', maxLength: 512 }),
    },
    returns: object({ port: string() }),
  }),
}
