import { boolean, integer, optional } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { node, target, vms } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const nodesGuests = {
  migrateAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/migrateall',
    description: 'Migrate all guests of the node.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'migrateall',
    cli: 'pvenode migrateall <target>',
    parameters: {
      node,
      'max-workers': optional(integer({ description: 'How many run at the same time.', minimum: 1, maximum: 64 })),
      maxworkers: optional(
        integer({ description: 'How many run at the same time; max-workers is its present name.', minimum: 1, maximum: 64 }),
      ),
      target,
      vms: optional(vms),
      'with-local-disks': optional(boolean({ description: 'Also migrate disks that lie on storages of the node.' })),
    },
  }),
  startAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/startall',
    description: 'Start all guests of the node that start with it.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'startall',
    cli: 'pvenode startall',
    parameters: {
      node,
      force: optional(boolean({ description: 'Also guests that do not start with the node.', default: false })),
      'max-workers': optional(integer({ description: 'How many run at the same time.', minimum: 1, maximum: 64 })),
      vms: optional(vms),
    },
  }),
  stopAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/stopall',
    description: 'Stop all guests of the node.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'stopall',
    cli: 'pvenode stopall',
    parameters: {
      node,
      'force-stop': optional(boolean({ description: 'Stop what does not shut down in time.', default: true })),
      'max-workers': optional(integer({ description: 'How many run at the same time.', minimum: 1, maximum: 64 })),
      timeout: optional(integer({ description: 'Longest wait in seconds.', default: 180, minimum: 0, maximum: 7200 })),
      vms: optional(vms),
    },
  }),
  suspendAll: endpoint({
    method: 'POST',
    path: '/nodes/{node}/suspendall',
    description: 'Suspend all VMs of the node.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    task: 'suspendall',
    parameters: {
      node,
      'max-workers': optional(integer({ description: 'How many run at the same time.', minimum: 1, maximum: 64 })),
      vms: optional(vms),
    },
  }),
}
