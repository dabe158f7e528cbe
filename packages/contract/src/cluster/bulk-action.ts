import { array, boolean, integer, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { target } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const clusterBulkAction = {
  migrate: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/migrate',
    description: 'POST /cluster/bulk-action/guest/migrate',
    permission: anyUser,
    privileged: true,
    task: 'bulkmigrate',
    parameters: {
      'max-workers': optional(integer({ default: 1, minimum: 1, maximum: 64 })),
      maxworkers: optional(integer({ default: 1, minimum: 1, maximum: 64 })),
      online: optional(boolean()),
      target,
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }))),
      'with-local-disks': optional(boolean()),
    },
  }),
  shutdown: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/shutdown',
    description: 'POST /cluster/bulk-action/guest/shutdown',
    permission: anyUser,
    privileged: true,
    task: 'bulkshutdown',
    parameters: {
      'force-stop': optional(boolean({ default: true })),
      'max-workers': optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      timeout: optional(integer({ default: 180 })),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }))),
    },
  }),
  start: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/start',
    description: 'POST /cluster/bulk-action/guest/start',
    permission: anyUser,
    privileged: true,
    task: 'bulkstart',
    parameters: {
      'max-workers': optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      timeout: optional(integer()),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }))),
    },
  }),
  suspend: endpoint({
    method: 'POST',
    path: '/cluster/bulk-action/guest/suspend',
    description: 'POST /cluster/bulk-action/guest/suspend',
    permission: anyUser,
    privileged: true,
    task: 'bulksuspend',
    parameters: {
      'max-workers': optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      maxworkers: optional(integer({ default: 4, minimum: 1, maximum: 64 })),
      statestorage: optional(string({ requires: 'to-disk', format: 'pve-storage-id' })),
      'to-disk': optional(boolean({ default: false })),
      vms: optional(array(integer({ minimum: 100, maximum: 999999999 }))),
    },
  }),
}
