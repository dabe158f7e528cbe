import { array, boolean, integer, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { target } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const clusterBulkAction = {
  migrate: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/migrate',
    description: 'Migrate many guests.',
    permission: anyUser,
    privileged: true,
    task: 'bulkmigrate',
    parameters: {
      'max-workers': optional(integer({ description: 'How many run at the same time.', default: 1, minimum: 1, maximum: 64 })),
      maxworkers: optional(
        integer({ description: 'How many run at the same time; max-workers is its present name.', default: 1, minimum: 1, maximum: 64 }),
      ),
      online: optional(boolean({ description: 'Migrate while it runs.' })),
      target,
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }), { description: 'Ids of the guests.' })),
      'with-local-disks': optional(boolean({ description: 'Also migrate disks that lie on storages of the node.' })),
    },
  }),
  shutdown: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/shutdown',
    description: 'Shut down many guests.',
    permission: anyUser,
    privileged: true,
    task: 'bulkshutdown',
    parameters: {
      'force-stop': optional(boolean({ description: 'Stop what does not shut down in time.', default: true })),
      'max-workers': optional(integer({ description: 'How many run at the same time.', default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(
        integer({ description: 'How many run at the same time; max-workers is its present name.', default: 4, minimum: 1, maximum: 64 }),
      ),
      timeout: optional(integer({ description: 'Longest wait in seconds.', default: 180 })),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }), { description: 'Ids of the guests.' })),
    },
  }),
  start: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/start',
    description: 'Start many guests.',
    permission: anyUser,
    privileged: true,
    task: 'bulkstart',
    parameters: {
      'max-workers': optional(integer({ description: 'How many run at the same time.', default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(
        integer({ description: 'How many run at the same time; max-workers is its present name.', default: 4, minimum: 1, maximum: 64 }),
      ),
      timeout: optional(integer({ description: 'Longest wait in seconds.' })),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }), { description: 'Ids of the guests.' })),
    },
  }),
  suspend: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/suspend',
    description: 'Suspend many guests.',
    permission: anyUser,
    privileged: true,
    task: 'bulksuspend',
    parameters: {
      'max-workers': optional(integer({ description: 'How many run at the same time.', default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(
        integer({ description: 'How many run at the same time; max-workers is its present name.', default: 4, minimum: 1, maximum: 64 }),
      ),
      statestorage: optional(string({ description: 'Storage for the memory.', requires: 'to-disk', format: 'pve-storage-id' })),
      'to-disk': optional(boolean({ description: 'Save the memory to disk.', default: false })),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }), { description: 'Ids of the guests.' })),
    },
  }),
}
