import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { either, needs } from '../permission.ts'

export const nodesDisks = {
  initialize: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/initgpt',
    description: 'POST /nodes/{node}/disks/initgpt',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'diskinit', id: 'disk' },
    parameters: {
      node,
      disk: string({ pattern: '^/dev/[a-zA-Z0-9\\/]+$' }),
      uuid: optional(string({ pattern: '[a-fA-F0-9\\-]+', maxLength: 36 })),
    },
  }),
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/list',
    description: 'GET /nodes/{node}/disks/list',
    permission: either(needs('/', 'Sys.Audit'), needs('/nodes/{node}', 'Sys.Audit')),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      'include-partitions': optional(boolean({ default: false })),
      skipsmart: optional(boolean({ default: false })),
      type: optional(string({ enum: ['unused', 'journal_disks'] })),
    },
    returns: array(
      object({
        devpath: string(),
        gpt: boolean(),
        health: optional(string()),
        model: optional(string()),
        mounted: boolean(),
        osdid: integer(),
        'osdid-list': array(integer()),
        parent: optional(string()),
        serial: optional(string()),
        size: integer(),
        used: optional(string()),
        vendor: optional(string()),
        wwn: optional(string()),
      }),
    ),
  }),
  smart: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/smart',
    description: 'GET /nodes/{node}/disks/smart',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: { node, disk: string({ pattern: '^/dev/[a-zA-Z0-9\\/]+$' }), healthonly: optional(boolean()) },
    returns: object({ attributes: optional(array(anything())), health: string(), text: optional(string()), type: optional(string()) }),
  }),
  wipe: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/disks/wipedisk',
    description: 'PUT /nodes/{node}/disks/wipedisk',
    privileged: true,
    proxy: 'node',
    task: { type: 'wipedisk', id: 'disk' },
    parameters: { node, disk: string({ pattern: '^/dev/[a-zA-Z0-9\\/]+$' }) },
  }),
}
