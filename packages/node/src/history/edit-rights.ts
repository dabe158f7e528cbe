import type { Call, Privilege } from '@quorate/contract'
import { placeOf } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { authorizeGuestEdit } from './guest-edit.ts'
import { lineDiff } from './line-diff.ts'
import { vmidOf } from './read-rights.ts'

type Need = readonly [object: string, ...privileges: Privilege[]]

/** What changing everything in a file takes that is no guest's config. undefined: root@pam only. */
function needsOf(path: string): readonly Need[] | undefined {
  const [top = '', second = '', third] = path.split('/')
  const vmid = vmidOf(path)
  if (vmid !== undefined) return [[`/vms/${vmid}`, 'VM.Config.Network']]
  switch (top) {
    case 'datacenter.cfg':
      return [['/', 'Sys.Modify']]
    case 'storage.cfg':
      return [['/storage', 'Datastore.Allocate']]
    case 'user.cfg':
      return [
        ['/', 'Permissions.Modify', 'Sys.Modify'],
        ['/access', 'Sys.Modify'],
        ['/access/groups', 'User.Modify', 'Group.Allocate'],
        ['/access/realm', 'Realm.AllocateUser'],
        ['/pool', 'Pool.Allocate'],
      ]
    case 'mapping':
      return [[`/mapping/${second.replace(/\.cfg$/, '')}`, 'Mapping.Modify']]
    case 'notifications.cfg':
      return [
        ['/', 'Sys.Modify'],
        ['/mapping/notifications', 'Mapping.Modify'],
      ]
    case 'sdn':
      return [['/sdn', 'SDN.Allocate']]
    case 'firewall':
      return second === 'cluster.fw' ? [['/', 'Sys.Modify']] : undefined
    case 'nodes':
      if (third === 'host.fw') return [[`/nodes/${second}`, 'Sys.Modify']]
      return third === 'config' ? [['/', 'Sys.Modify']] : undefined
    default:
      return undefined
  }
}

const onlyRoot = (what: string) => new Failure(`Permission check failed (only root@pam may change ${what} back)`, { status: 403 })

/** Refuses who may not make one text of a file into another: it takes what editing the file through the API takes. */
export function authorizeEdit(call: Call, path: string, before: string, after: string): void {
  const guest = placeOf(path)
  if (guest) return authorizeGuestEdit(call, guest, before, after)
  if (call.caller.root) return
  const needs = needsOf(path)
  if (!needs) throw onlyRoot(path)
  for (const [object, ...privileges] of needs) call.authorize(object, ...privileges)
  // Who manages all users does not manage root and its tokens.
  const ofRoot = path === 'user.cfg' && lineDiff(before, after).some(({ kind, text }) => kind !== 'same' && text.includes('root@pam'))
  if (ofRoot) throw onlyRoot('what concerns root@pam')
}
