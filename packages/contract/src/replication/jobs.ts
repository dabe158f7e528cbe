import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, target } from '../parameters.ts'
import { anyUser } from '../permission.ts'
import { replicationOptions } from './options.ts'

export const replicationJobs = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/replication',
    description: 'List replication jobs.',
    permission: anyUser,
    cli: 'pvesr list',
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
    description: 'Create a replication job.',
    permission: anyUser,
    privileged: true,
    cli: { usage: 'pvesr create-local-job <id> <target>', fixed: { type: 'local' } },
    parameters: {
      id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      target,
      type: string({ description: 'Type.', enum: ['local'] }),
      ...replicationOptions,
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/replication/{id}',
    description: 'Remove a replication job.',
    permission: anyUser,
    privileged: true,
    cli: 'pvesr delete <id>',
    parameters: {
      id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      force: optional(boolean({ description: 'Remove the job without cleaning up.', default: false })),
      keep: optional(boolean({ description: 'Keep replicated data on the target.', default: false })),
    },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/replication/{id}',
    description: 'Show a replication job.',
    permission: anyUser,
    cli: 'pvesr read <id>',
    parameters: { id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
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
    description: 'Change a replication job.',
    permission: anyUser,
    privileged: true,
    cli: [
      { usage: 'pvesr disable <id>', fixed: { disable: true } },
      { usage: 'pvesr enable <id>', fixed: { disable: false } },
      { usage: 'pvesr update <id>' },
    ],
    parameters: {
      id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...replicationOptions,
    },
  }),
}
