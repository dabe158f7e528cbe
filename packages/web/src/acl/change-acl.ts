import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { planned, type PlannedCall } from '../forms/planned-call.ts'
import { send } from '../forms/send.ts'
import { runWithUndo } from '../shell/undo.ts'
import type { AclEntry } from './acl-entries.ts'

const lists = { user: 'users', group: 'groups', token: 'tokens' } as const

/** The call that gives or takes one entry. */
export const aclCall = ({ path, type, ugid, roleid, propagate }: AclEntry, take: boolean): PlannedCall<'PUT /access/acl'> =>
  planned('PUT /access/acl', { path, [lists[type]]: ugid, roles: roleid, propagate, ...(take && { delete: true }) })

/** Takes entries away, and gives them back when that is asked for. */
export async function removeEntries(entries: readonly AclEntry[]): Promise<void> {
  const all = async (take: boolean) => {
    for (const entry of entries) await send(aclCall(entry, take))
  }
  const [first] = entries
  if (!first) return
  const { roleid, ugid, path } = first
  const count = entries.length
  const text = count === 1 ? i18n._(msg`Role ${roleid} of ${ugid} on ${path} removed`) : i18n._(msg`${count} permissions removed`)
  await runWithUndo({ run: () => all(true), undo: () => all(false), text })
}
