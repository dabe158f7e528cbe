import type { Call } from '@quorate/contract'
import { checkBridge, isVolume, parseDrive, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf, storageOf } from '@quorate/storage'
import { membersOf } from '../config-members.ts'
import { checkFeatures } from '../access/feature-access.ts'
import { isMountKey } from '../mount-keys.ts'

/** What decides on the network that a card is in. */
function networkOf(key: string, text: string | undefined): string {
  const { bridge, tag, trunks } = (text === undefined ? undefined : membersOf(key, text)) ?? {}
  return JSON.stringify([bridge, tag, trunks])
}

function rootOnly(key: string): never {
  throw new Failure(`only root can bring back '${key}' as it is in the snapshot`, { status: 403 })
}

function checkMount(call: Call, vmid: number, key: string, now: string | undefined, then: string): void {
  const { file } = parseDrive(then)
  if (now !== undefined && parseDrive(now).file === file) return
  if (!isVolume(file)) rootOnly(key)
  if (ownerOf(file) !== vmid) call.authorize(`/storage/${storageOf(file)}`, 'Datastore.Allocate')
}

/**
 * A rollback brings a former config back. What the container has lost since, because root or an administrator took it
 * away, is not for everybody to give it again: devices and folders of the host, networks, volumes of others, features.
 */
export function checkRestoredAccess(call: Call, vmid: number, present: ConfigSection, restored: ConfigSection): void {
  if (call.caller.root) return
  for (const [key, text] of restored.values) {
    const now = present.get(key)
    if (/^dev\d+$|^hookscript$/.test(key) && now !== text) rootOnly(key)
    if (isMountKey(key)) checkMount(call, vmid, key, now, text)
    if (/^net\d+$/.test(key) && networkOf(key, now) !== networkOf(key, text)) checkBridge(call, membersOf(key, text) ?? {})
  }
  const raw = (section: ConfigSection) => JSON.stringify(section.rawLxc())
  if (restored.rawLxc().length && raw(restored) !== raw(present)) rootOnly('lxc')
  if (restored.get('unprivileged') !== present.get('unprivileged')) rootOnly('unprivileged')
  checkFeatures(call, vmid, present.get('features'), restored.get('features'), restored.get('unprivileged') === '1')
}
