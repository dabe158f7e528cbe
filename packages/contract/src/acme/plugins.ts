import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { digest, id } from '../parameters.ts'
import { needs } from '../permission.ts'
import { acmePluginOptions } from './plugin-options.ts'

export const acmePlugins = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/acme/plugins',
    description: 'List ACME challenge plugins.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    cli: 'pvenode acme plugin list',
    parameters: { type: optional(string({ description: 'Type.', enum: ['dns', 'standalone'] })) },
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
    description: 'Create an ACME challenge plugin.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    cli: 'pvenode acme plugin add <type> <id>',
    parameters: { id, type: string({ description: 'Type.', enum: ['dns', 'standalone'] }), ...acmePluginOptions },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/cluster/acme/plugins/{id}',
    description: 'Remove an ACME challenge plugin.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    cli: 'pvenode acme plugin remove <id>',
    parameters: { id },
  }),
  get: endpoint({
    method: 'GET',
    path: '/cluster/acme/plugins/{id}',
    description: 'Show an ACME challenge plugin.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    cli: 'pvenode acme plugin config <id>',
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
    description: 'Change an ACME challenge plugin.',
    permission: needs('/', 'Sys.Modify'),
    privileged: true,
    cli: 'pvenode acme plugin set <id>',
    parameters: {
      id,
      delete: optional(string({ description: 'Settings to remove.', format: 'pve-configid-list', maxLength: 4096 })),
      digest: optional(digest),
      ...acmePluginOptions,
    },
  }),
}
