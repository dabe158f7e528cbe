import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, target } from '../parameters.ts'
import { anyUser } from '../permission.ts'
import { replicationOptions } from './options.ts'

export const replicationJobs = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/replication',
    description: 'GET /cluster/replication',
    permission: anyUser,
    parameters: {},
    returns: array(
      object({
        comment: optional(string()),
        disable: optional(boolean()),
        guest: integer(),
        id: string(),
        jobnum: integer(),
        rate: optional(number()),
        remove_job: optional(string({ enum: ['local', 'full'] })),
        schedule: optional(string({ default: '*/15' })),
        source: optional(string()),
        target: string(),
        type: string({ enum: ['local'] }),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/replication',
    description: 'POST /cluster/replication',
    permission: anyUser,
    privileged: true,
    parameters: {
      id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      target,
      type: string({ enum: ['local'] }),
      ...replicationOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/replication/{id}',
    description: 'DELETE /cluster/replication/{id}',
    permission: anyUser,
    privileged: true,
    parameters: {
      id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      force: optional(boolean({ default: false })),
      keep: optional(boolean({ default: false })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/replication/{id}',
    description: 'GET /cluster/replication/{id}',
    permission: anyUser,
    parameters: { id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
    returns: object({
      comment: optional(string()),
      digest: optional(string()),
      disable: optional(boolean()),
      guest: integer(),
      id: string(),
      jobnum: integer(),
      rate: optional(number()),
      remove_job: optional(string({ enum: ['local', 'full'] })),
      schedule: optional(string({ default: '*/15' })),
      source: optional(string()),
      target: string(),
      type: string({ enum: ['local'] }),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/replication/{id}',
    description: 'PUT /cluster/replication/{id}',
    permission: anyUser,
    privileged: true,
    parameters: {
      id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...replicationOptions,
    },
  }),
}
