import { array, boolean, integer, object, optional, string } from '@quorate/schema'
import { endpoint } from './endpoint.ts'
import { anyUser, needs } from './permission.ts'

/** Methods that the API these clients know does not have. */
export const additions = {
  events: endpoint({
    method: 'GET',
    path: '/cluster/events',
    description: 'Follow changes as they happen: guests, nodes, storages, tasks and configuration that the caller may see.',
    permission: anyUser,
    transport: 'events',
    parameters: {
      since: optional(string({ description: 'Id of the last event seen; what came after it is sent first.', maxLength: 64 })),
      types: optional(
        array(string({ enum: ['guest', 'node', 'storage', 'task', 'config', 'reset'] }), { description: 'Only events of these types.' }),
      ),
    },
  }),
  configHistory: endpoint({
    method: 'GET',
    path: '/cluster/config-history',
    description: 'List changes of the configuration files, newest first, with their author.',
    permission: needs('/', 'Sys.Audit'),
    parameters: {
      path: optional(string({ description: 'Only changes of this file or folder, relative to the configuration root.', maxLength: 512 })),
      limit: optional(integer({ description: 'How many changes to list.', minimum: 1, maximum: 1000, default: 50 })),
      text: optional(boolean({ description: 'Also what the file said afterwards; secrets are not kept.', default: false })),
    },
    returns: array(
      object({
        revision: integer(),
        time: integer({ description: 'Seconds since 1970.' }),
        node: string(),
        user: optional(string()),
        task: optional(string()),
        path: string(),
        op: string({ enum: ['write', 'remove', 'rename'] }),
        text: optional(string()),
      }),
    ),
  }),
}
