import type { Call } from '@quorate/contract'
import { checkBridge, parseDrive, type GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { StorageService } from '@quorate/storage'
import { membersOf } from '../config-members.ts'
import { isMountKey } from '../mount-keys.ts'
import { checkMountAccess, checkPathAccess } from './mount-access.ts'

/** Refuses what depends on the value of a setting and not on its key alone: paths, volumes and bridges. */
export async function checkValueAccess(
  storage: Pick<StorageService, 'resolve'>,
  call: Call,
  vmid: number,
  key: string,
  text: string,
): Promise<void> {
  if (isMountKey(key)) await checkMountAccess(storage, call, vmid, key, text)
  if (/^net\d+$/.test(key) && !call.caller.root) checkBridge(call, membersOf(key, text) ?? {})
}

/** Refuses to take away or replace what the caller could not have set: folders of the host, devices. */
export function checkPresentAccess(call: Call, config: GuestConfig, keys: Iterable<string>): void {
  if (call.caller.root) return
  for (const key of keys) {
    for (const text of [config.current.get(key), config.pending?.get(key)]) {
      if (text !== undefined && isMountKey(key)) checkPathAccess(call, key, parseDrive(text).file)
      if (text !== undefined && /^dev\d+$/.test(key)) {
        throw new Failure(`Permission check failed (only root@pam may remove '${key}')`, { status: 403 })
      }
    }
  }
}
