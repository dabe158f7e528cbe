import { array, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { limit, node, start } from '../parameters.ts'
import { anyUser } from '../permission.ts'

export const replicationStatus = {
  list: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication',
    description: 'GET /nodes/{node}/replication',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, guest: optional(integer({ minimum: 100, maximum: 999999999 })) },
    returns: array(object({ id: string() })),
  }),
  log: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication/{id}/log',
    description: 'GET /nodes/{node}/replication/{id}/log',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: {
      node,
      id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }),
      limit: optional(limit),
      start: optional(start),
    },
    returns: array(object({ n: integer(), t: string() })),
  }),
  scheduleNow: endpoint({
    method: 'POST',
    path: '/nodes/{node}/replication/{id}/schedule_now',
    description: 'POST /nodes/{node}/replication/{id}/schedule_now',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
    returns: string(),
  }),
  get: endpoint({
    method: 'GET',
    path: '/nodes/{node}/replication/{id}/status',
    description: 'GET /nodes/{node}/replication/{id}/status',
    permission: anyUser,
    privileged: true,
    proxy: 'node',
    parameters: { node, id: string({ format: 'pve-replication-job-id', pattern: '[1-9][0-9]{2,8}-\\d{1,9}' }) },
    returns: object({}, { additionalProperties: true }),
  }),
}
