import { implement, type Implementation } from '@quorate/contract'
import { accessPassword } from '@quorate/contract/access/password'
import { accessTokens } from '@quorate/contract/access/tokens'
import { accessUsers } from '@quorate/contract/access/users'
import type { Access } from './access.ts'
import { changePassword, createUser, deleteUser, updateUser } from './users/change-users.ts'
import { listUsers, readUser } from './users/list-users.ts'
import { generateToken, listTokens, readToken, removeToken, updateToken } from './users/tokens.ts'

/** Users, their passwords and their API tokens. */
export function usersApi(access: Access): Implementation[] {
  return [
    ...implement(accessUsers, {
      list: ({ caller }, options) => listUsers(access, caller, options),
      get: (_call, { userid }) => readUser(access, userid),
      async create({ caller }, { userid, password, ...fields }) {
        await createUser(access, caller, userid, fields, password)
      },
      async update({ caller }, { userid, append = false, ...fields }) {
        await updateUser(access, caller, userid, fields, append)
      },
      async remove({ caller }, { userid }) {
        await deleteUser(access, caller, userid)
      },
    }),
    ...implement(accessTokens, {
      list: (_call, { userid }) => listTokens(access, userid),
      get: (_call, { userid, tokenid }) => readToken(access, userid, tokenid),
      create: ({ caller }, { userid, tokenid, ...fields }) => generateToken(access, caller, userid, tokenid, fields),
      update: ({ caller }, { userid, tokenid, delete: remove, ...fields }) => updateToken(access, caller, userid, tokenid, fields, remove),
      async remove({ caller }, { userid, tokenid }) {
        await removeToken(access, caller, userid, tokenid)
      },
    }),
    ...implement(accessPassword, {
      async change({ caller }, { userid, password, 'confirmation-password': confirmation }) {
        await changePassword(access, caller, userid, password, confirmation)
      },
    }),
  ]
}
