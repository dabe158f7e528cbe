import { boolean, integer, optional } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, target, vms } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const nodesGuests = {
  migrateAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/migrateall',
    description: 'POST /nodes/{node}/migrateall',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'migrateall',
    parameters: {
      node,
      'max-workers': optional(integer({ minimum: 1, maximum: 64 })),
      maxworkers: optional(integer({ minimum: 1, maximum: 64 })),
      target,
      vms: optional(vms),
      'with-local-disks': optional(boolean()),
    },
  }),
  startAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/startall',
    description: 'POST /nodes/{node}/startall',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'startall',
    parameters: {
      node,
      force: optional(boolean({ default: false })),
      'max-workers': optional(integer({ minimum: 1, maximum: 64 })),
      vms: optional(vms),
    },
  }),
  stopAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/stopall',
    description: 'POST /nodes/{node}/stopall',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'stopall',
    parameters: {
      node,
      'force-stop': optional(boolean({ default: true })),
      'max-workers': optional(integer({ minimum: 1, maximum: 64 })),
      timeout: optional(integer({ default: 180, minimum: 0, maximum: 7200 })),
      vms: optional(vms),
    },
  }),
  suspendAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/suspendall',
    description: 'POST /nodes/{node}/suspendall',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'suspendall',
    parameters: { node, 'max-workers': optional(integer({ minimum: 1, maximum: 64 })), vms: optional(vms) },
  }),
}
