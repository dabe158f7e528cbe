import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { needs } from '../permission.ts'
import { acmePluginOptions } from './plugin-options.ts'

export const acmePlugins = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/plugins',
    description: 'GET /cluster/acme/plugins',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { type: optional(string({ enum: ['dns', 'standalone'] })) },
    returns: array(
      object({
        api: optional(string()),
        data: optional(string()),
        digest: optional(string()),
        disable: optional(boolean()),
        nodes: optional(string()),
        plugin: string(),
        type: string({ enum: ['dns', 'standalone'] }),
        'validation-delay': optional(integer({ default: 30 })),
      }),
    ),
  }),
  create: endpoint({
    method: 'POST',
    path: '/cluster/acme/plugins',
    description: 'POST /cluster/acme/plugins',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id, type: string({ enum: ['dns', 'standalone'] }), ...acmePluginOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/acme/plugins/{id}',
    description: 'DELETE /cluster/acme/plugins/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/acme/plugins/{id}',
    description: 'GET /cluster/acme/plugins/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: { id },
    returns: object({
      api: optional(string()),
      data: optional(string()),
      digest: optional(string()),
      disable: optional(boolean()),
      nodes: optional(string()),
      plugin: string(),
      type: string({ enum: ['dns', 'standalone'] }),
      'validation-delay': optional(integer({ default: 30 })),
    }),
  }),
  update: endpoint({
    method: 'PUT',
    path: '/cluster/acme/plugins/{id}',
    description: 'PUT /cluster/acme/plugins/{id}',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    parameters: {
      id,
      delete: optional(string({ format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...acmePluginOptions,
    },
  }),
}
