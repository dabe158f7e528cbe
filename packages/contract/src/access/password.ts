import { optional, string } from '@quorate/schema'
import { endpoint, secret } from '../endpoint.ts'
import { both, either, userGroup, userParam } from '../permission.ts'
import { userid } from './parameters.ts'

export const accessPassword = {
  change: endpoint({
    method: 'PUT',
    path: '/access/password',
    description: 'PUT /access/password',
    permission: either(userParam('self'), both(userParam('Realm.AllocateUser'), userGroup(['User.Modify']))),
    privileged: true,
    allowToken: false,
    parameters: {
      'confirmation-password': secret(optional(string({ minLength: 5, maxLength: 64 }))),
      password: secret(string({ minLength: 8, maxLength: 64 })),
      userid,
    },
  }),
}
