import { implement, type Implementation } from '@quorate/contract'
import { accessTfa } from '@quorate/contract/access/tfa'
import type { Access } from './access.ts'
import { addTfaEntry, deleteTfaEntry, unlockTfa, updateTfaEntry } from './tfa/change-tfa.ts'
import { listTfa, listUserTfa, readTfaEntry, tfaTypes } from './tfa/list-tfa.ts'

/** Second factors. */
export function tfaApi(access: Access): Implementation[] {
  return implement(accessTfa, {
    list: ({ caller }) => listTfa(access, caller),
    listOfUser: (_call, { userid }) => listUserTfa(access, userid),
    get: (_call, { userid, id }) => readTfaEntry(access, userid, id),
    types: (_call, { userid, multiple = false }) => tfaTypes(access, userid, multiple),
    add: ({ caller }, { userid, ...entry }) => addTfaEntry(access, caller, userid, entry),
    update: ({ caller }, { userid, id, ...change }) => updateTfaEntry(access, caller, userid, id, change),
    remove: ({ caller }, { userid, id, password }) => deleteTfaEntry(access, caller, userid, id, password),
    unlock: ({ caller }, { userid }) => unlockTfa(access, caller, userid),
  })
}
