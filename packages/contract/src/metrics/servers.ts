import { array, boolean, integer, number, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { needs } from '../permission.ts'
import { metricServerOptions } from './server-options.ts'

export const metricsServers = {
  export: endpoint({
    method: 'GET',
    path: '/cluster/metrics/export',
    description: 'Show present measurements of nodes, guests and storages.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {
      history: optional(boolean({ description: 'Also past samples.', default: false })),
      'local-only': optional(boolean({ description: 'Only this node.', default: false })),
      'node-list': optional(string({ description: 'Nodes to ask.' })),
      'start-time': optional(integer({ description: 'Only samples after this time, in seconds since 1970.', default: 0 })),
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
    description: 'List metric servers.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {},
    returns: array(object({ disable: boolean(), id: string(), port: integer(), server: string(), type: string() })),
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/metrics/server/{id}',
    description: 'Remove a metric server.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/metrics/server/{id}',
    description: 'Show a metric server.',
    permission: needs('/', 'Sys.Audit'),
    parameters: { id },
    returns: object({}, { additionalProperties: true }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/metrics/server/{id}',
    description: 'Create a metric server.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      id,
      type: string({ description: 'Type.', format: 'pve-configid', enum: ['graphite', 'influxdb', 'opentelemetry'] }),
      ...metricServerOptions,
    },
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/metrics/server/{id}',
    description: 'Change a metric server.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...metricServerOptions,
    },
  }),
}
