import { configObjectPath, guestOf, preferencesObject, type Past } from '@quorate/cluster'
import type { Call, Privilege } from '@quorate/contract'

type Need = readonly [object: string, privilege: Privilege]

const audit: Need = ['/', 'Sys.Audit']
const ofGuest = /^firewall\/([1-9][0-9]{2,8})\.fw$/

/** Guest whose config, or firewall rules, a file holds. */
export function vmidOf(path: string): number | undefined {
  const vmid = guestOf(path)?.vmid ?? ofGuest.exec(path)?.[1]
  return vmid === undefined ? undefined : Number(vmid)
}

/** What reading a whole file takes that is no guest's: what the methods ask for that show all of it. */
function needsOf(path: string): readonly Need[] {
  const [top = '', second = ''] = path.split('/')
  switch (top) {
    case 'user.cfg':
    case 'domains.cfg':
    case 'priv':
      return [audit, ['/access', 'Sys.Audit']]
    case 'storage.cfg':
      return [audit, ['/storage', 'Datastore.Audit']]
    case 'mapping':
      return [audit, ['/mapping', 'Mapping.Audit']]
    case 'notifications.cfg':
      return [audit, ['/mapping/notifications', 'Mapping.Audit']]
    case 'sdn':
      // Accounts at other systems stand in these two.
      return /^(?:ipams|dns)\.cfg$/.test(second) ? [audit, ['/sdn', 'SDN.Allocate']] : [audit, ['/sdn', 'SDN.Audit']]
    case 'nodes':
      return [audit, [`/nodes/${second}`, 'Sys.Audit']]
    default:
      return [audit]
  }
}

/**
 * Decides which changes a caller may see: those of files that he may read. A guest that had the id before is not the one
 * that he has a right on now: its past is for those who may look at all guests.
 */
export function readableBy(call: Pick<Call, 'caller' | 'may'>, past: Pick<Past, 'lastRemoval'>) {
  const known = new Map<string, boolean>()
  const removals = new Map<number, number>()
  const once = (key: string, decide: () => boolean) => {
    const found = known.get(key) ?? decide()
    known.set(key, found)
    return found
  }
  const may = ([object, privilege]: Need) => once(`${object} ${privilege}`, () => call.may(object, privilege))
  const removalOf = (vmid: number) => {
    const found = removals.get(vmid) ?? past.lastRemoval(vmid)
    removals.set(vmid, found)
    return found
  }
  return (path: string, revision: number): boolean => {
    const object = configObjectPath(path)
    if (object.startsWith('/access/preferences/')) return object === preferencesObject(call.caller.userid)
    const vmid = vmidOf(path)
    if (vmid === undefined) return once(path, () => needsOf(path).every(may))
    return may([`/vms/${vmid}`, 'VM.Audit']) && (may(['/vms', 'VM.Audit']) || revision > removalOf(vmid))
  }
}

export type Readable = ReturnType<typeof readableBy>
