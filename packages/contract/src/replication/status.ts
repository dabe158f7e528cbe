import { array, described, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { limit, node, start } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const replicationStatus = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication',
    description: 'List the replication jobs of the node with their state.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    cli: 'pvesr status',
    parameters: { node, guest: optional(integer({ description: 'Only jobs of this guest.', minimum: 100, maximum: 999999999 })) },
    returns: array(object({ id: string() })),
  }),
  log: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication/{id}/log',
    description: 'Read the log of a replication job.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      limit: optional(limit),
      start: optional(described(start, { description: 'First line, from 0.' })),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
  scheduleNow: endpoint({
    method: 'POST',
    path: '/nodes/{node}/replication/{id}/schedule_now',
    description: 'Run a replication job as soon as possible.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    cli: 'pvesr schedule-now <id>',
    parameters: { node, id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
    returns: string(),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication/{id}/status',
    description: 'Show the state of a replication job.',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, id: string({ description: 'Id.', format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
    returns: object({}, { additionalProperties: true }),
  }),
}
