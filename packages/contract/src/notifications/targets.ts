import { array, boolean, described, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { either, needs } from '../permission.ts'
import { name } from './parameters.ts'

export const notificationsTargets = {
  list: endpoint({
    method: 'GET',
    path: '/cluster/notifications/targets',
    description: 'List all notification targets.',
    permission: either(
      needs('/mapping/notifications', 'Mapping.Modify'),
      needs('/mapping/notifications', 'Mapping.Audit'),
      needs('/mapping/notifications', 'Mapping.Use'),
    ),
    privileged: true,
    parameters: {},
    returns: array(
      object({
        comment: optional(string()),
        disable: optional(boolean({ default: false })),
        name: string(),
        origin: string({ enum: ['user-created', 'builtin', 'modified-builtin'] }),
        type: string({ enum: ['sendmail', 'gotify', 'smtp', 'webhook'] }),
      }),
    ),
  }),
  test: endpoint({
    method: 'POST',
    path: '/cluster/notifications/targets/{name}/test',
    description: 'Send a test notification.',
    permission: either(
      needs('/mapping/notifications', 'Mapping.Modify'),
      needs('/mapping/notifications', 'Mapping.Audit'),
      needs('/mapping/notifications', 'Mapping.Use'),
    ),
    privileged: true,
    parameters: { name: described(name, { description: 'Name of the target.' }) },
  }),
}
