import { integer, object, optional, string } from '@quorate/schema'
import { realm } from '../access/parameters.ts'
import { endpoint, secret } from '../endpoint.ts'
import { world } from '../permission.ts'

/** Logins of browsers: the ticket lies in a cookie that no script can read, and in no answer. */
export const session = {
  open: endpoint({
    method: 'POST',
    path: '/access/session',
    description: 'Log in with a cookie as a browser does, answer a second factor, or renew the session of the cookie.',
    permission: world,
    privileged: true,
    allowToken: false,
    session: true,
    parameters: {
      otp: secret(optional(string({ description: 'One-time password.' }))),
      password: secret(optional(string({ description: 'Password; left out with the user name to renew.', requires: 'username' }))),
      realm: optional(realm),
      'tfa-challenge': secret(optional(string({ description: 'What the answer to the password gave as `challenge`.' }))),
      username: optional(string({ description: 'User name; left out to renew.', maxLength: 64, requires: 'password' })),
    },
    returns: object({
      username: string(),
      CSRFPreventionToken: optional(string({ description: 'Goes with every method that writes.' })),
      cap: optional(object({}, { description: 'What the user may do, by kind of object.', additionalProperties: true })),
      clustername: optional(string()),
      expire: optional(integer({ description: 'When the session ends unless it is renewed; seconds since 1970.' })),
      NeedTFA: optional(integer({ description: '1: there is no session yet, a second factor is missing.' })),
      challenge: optional(string({ description: 'Text that comes back as `tfa-challenge` with the second factor as password.' })),
    }),
  }),
  close: endpoint({
    method: 'DELETE',
    path: '/access/session',
    description: 'Log out: the browser forgets its cookie.',
    permission: world,
    allowToken: false,
    session: true,
    parameters: {},
  }),
}
