import { optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { both, either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessPassword = {
  change: endpoint({
    method: 'PUT',
    path: '/access/password',
    description: 'Set the password of a user.',
    permission: either(userParam('self'), both(userParam('Realm.AllocateUser'), userGroup(['User.Modify']))),
    privileged: true,
    allowToken: false,
    cli: 'pveum passwd <userid>',
    parameters: {
      'confirmation-password': secret(optional(string({ description: 'Password of the caller.', minLength: 5, maxLength: 64 }))),
      password: secret(string({ description: 'Password.', minLength: 8, maxLength: 64 })),
      userid,
    },
  }),
}
