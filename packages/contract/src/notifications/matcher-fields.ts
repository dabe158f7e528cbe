import { array, object, optional, string } from '@quorate/schema'
import { endpoint } from '../endpoint.ts'
import { either, needs } from '../permission.ts'

export const notificationsMatcherFields = {
  values: endpoint({
    method: 'GET',
    path: '/cluster/notifications/matcher-field-values',
    description: 'List values that fields can have.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    privileged: true,
    parameters: {},
    returns: array(object({ comment: optional(string()), field: string(), value: string() })),
  }),
  fields: endpoint({
    method: 'GET',
    path: '/cluster/notifications/matcher-fields',
    description: 'List fields that matchers can look at.',
    permission: either(needs('/mapping/notifications', 'Mapping.Modify'), needs('/mapping/notifications', 'Mapping.Audit')),
    parameters: {},
    returns: array(object({ name: string() })),
  }),
}
