import type { Caller } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { Access } from '../access.ts'
import { type AccessConfig, type GroupEntry, removeSubjects } from '../config/access-config.ts'
import { editAccess } from '../config/edit-access.ts'

function requireGroup(config: AccessConfig, groupid: string): GroupEntry {
  const group = config.groups.get(groupid)
  if (!group) throw new Failure(`group '${groupid}' does not exist`)
  return group
}

export function listGroups({ reader, authorizer }: Access, caller: Caller) {
  return [...reader.config().groups]
    .filter(([id]) => authorizer.may(caller, `/access/groups/${id}`, ['User.Modify', 'Sys.Audit', 'Group.Allocate']))
    .map(([groupid, { users, comment }]) => ({ groupid, users: [...users].toSorted().join(','), ...(comment && { comment }) }))
    .toSorted((a, b) => (a.groupid < b.groupid ? -1 : 1))
}

export function readGroup({ reader }: Access, groupid: string) {
  const { users, comment } = requireGroup(reader.config(), groupid)
  return { members: [...users].toSorted(), ...(comment && { comment }) }
}

export async function createGroup({ store }: Access, caller: Caller, groupid: string, comment = ''): Promise<void> {
  await editAccess(store, caller, config => {
    if (config.groups.has(groupid)) throw new Failure(`group '${groupid}' already exists`)
    removeSubjects(config, subject => subject === `@${groupid}`)
    config.groups.set(groupid, { users: new Set(), comment })
  })
}

export async function updateGroup({ store }: Access, caller: Caller, groupid: string, comment: string | undefined): Promise<void> {
  await editAccess(store, caller, config => {
    const group = requireGroup(config, groupid)
    if (comment !== undefined) group.comment = comment
  })
}

export async function deleteGroup({ store }: Access, caller: Caller, groupid: string): Promise<void> {
  await editAccess(store, caller, config => {
    requireGroup(config, groupid)
    config.groups.delete(groupid)
    removeSubjects(config, subject => subject === `@${groupid}`)
  })
}
