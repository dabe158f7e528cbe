import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { needs } from '../permission.ts'
import { metricServerOptions } from './server-options.ts'

export const metricsServers = {
  export: endpoint({
    method: 'GET',
    path: '/cluster/metrics/export',
    description: 'GET /cluster/metrics/export',
    permission: needs('/', 'Sys.Audit'),
    parameters: {
      history: optional(boolean({ default: false })),
      'local-only': optional(boolean({ default: false })),
      'node-list': optional(string()),
      'start-time': optional(integer({ default: 0 })),
    },
    returns: object({
      data: array(
        object({
          id: string(),
          metric: string(),
          timestamp: integer(),
          type: string({ enum: ['gauge', 'counter', 'derive'] }),
          value: number(),
        }),
      ),
    }),
  }),
  list: endpoint({
    method: 'GET',
    path: '/cluster/metrics/server',
    description: 'GET /cluster/metrics/server',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ disable: boolean(), id: string(), port: integer(), server: string(), type: string() })),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/metrics/server/{id}',
    description: 'DELETE /cluster/metrics/server/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/metrics/server/{id}',
    description: 'GET /cluster/metrics/server/{id}',
    permission: needs('/', 'Sys.Audit'),
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/metrics/server/{id}',
    description: 'POST /cluster/metrics/server/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id, type: string({ format: 'pve-configid', enum: ['graphite', 'influxdb', 'opentelemetry'] }), ...metricServerOptions },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/metrics/server/{id}',
    description: 'PUT /cluster/metrics/server/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...metricServerOptions,
    },
  }),
}
