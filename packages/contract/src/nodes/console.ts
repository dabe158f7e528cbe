import { boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { needs } from '../permission.ts'

export const nodesConsole = {
  spice: endpoint({
    method: 'POST',
    path: '/nodes/{node}/spiceshell',
    description: 'POST /nodes/{node}/spiceshell',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      cmd: optional(string({ default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ default: '', requires: 'cmd' })),
      proxy: optional(string({ format: 'address' })),
    },
  }),
  terminal: endpoint({
    method: 'POST',
    path: '/nodes/{node}/termproxy',
    description: 'POST /nodes/{node}/termproxy',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    parameters: {
      node,
      cmd: optional(string({ default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ default: '', requires: 'cmd' })),
    },
  }),
  vnc: endpoint({
    method: 'POST',
    path: '/nodes/{node}/vncshell',
    description: 'POST /nodes/{node}/vncshell',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    privileged: true,
    parameters: {
      node,
      cmd: optional(string({ default: 'login', enum: ['ceph_install', 'login', 'upgrade'] })),
      'cmd-opts': optional(string({ default: '', requires: 'cmd' })),
      height: optional(integer({ minimum: 16, maximum: 2160 })),
      websocket: optional(boolean()),
      width: optional(integer({ minimum: 16, maximum: 4096 })),
    },
  }),
  webSocket: endpoint({
    method: 'GET',
    path: '/nodes/{node}/vncwebsocket',
    description: 'GET /nodes/{node}/vncwebsocket',
    permission: needs('/nodes/{node}', 'Sys.Console'),
    transport: 'websocket',
    parameters: { node, port: integer({ minimum: 5900, maximum: 5999 }), vncticket: string({ maxLength: 512 }) },
    returns: object({ port: string() }),
  }),
}
