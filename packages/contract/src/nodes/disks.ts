import { anything, array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node } from '../parameters.ts'
import { either, needs } from '../permission.ts'

export const nodesDisks = {
  initialize: endpoint({
    method: 'POST',
    path: '/nodes/{node}/disks/initgpt',
    description: 'Write an empty partition table on a disk.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    proxy: 'node',
    task: { type: 'diskinit', id: 'disk' },
    parameters: {
      node,
      disk: string({ description: 'Path of the block device.', pattern: '^/dev/[a-zA-Z0-9\\/]+$' }),
      uuid: optional(string({ description: 'UUID of the partition table.', pattern: '[a-fA-F0-9\\-]+', maxLength: 36 })),
    },
  }),
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/disks/list',
    description: 'List disks.',
    permission: either(needs('/', 'Sys.Audit'), needs('/nodes/{node}', 'Sys.Audit')),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      'include-partitions': optional(boolean({ description: 'Also list partitions.', default: false })),
      skipsmart: optional(boolean({ description: 'Do not ask for health.', default: false })),
      type: optional(string({ description: 'Type.', enum: ['unused', 'journal_disks'] })),
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
    description: 'Show the health of a disk.',
    permission: needs('/', 'Sys.Audit'),
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      disk: string({ description: 'Path of the block device.', pattern: '^/dev/[a-zA-Z0-9\\/]+$' }),
      healthonly: optional(boolean({ description: 'Only whether it is healthy.' })),
    },
    returns: object({ attributes: optional(array(anything())), health: string(), text: optional(string()), type: optional(string()) }),
  }),
  wipe: endpoint({
    method: 'PUT',
    path: '/nodes/{node}/disks/wipedisk',
    description: 'Wipe a disk or partition.',
    privileged: true,
    proxy: 'node',
    task: { type: 'wipedisk', id: 'disk' },
    parameters: { node, disk: string({ description: 'Path of the block device.', pattern: '^/dev/[a-zA-Z0-9\\/]+$' }) },
  }),
}
