import type { Call } from '@quorate/contract'
import { checkBridge, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { membersOf } from '../config-members.ts'

/** A clone is a new guest: the devices and networks that it takes along have to be the caller's to give. */
export function checkClonedAccess(call: Call, section: ConfigSection): void {
  if (call.caller.root) return
  for (const [key, text] of section.values) {
    if (/^net\d+$/.test(key)) checkBridge(call, membersOf(key, text) ?? {})
    if (/^dev\d+$/.test(key))
      throw new Failure(`Permission check failed (only root@pam may clone a container with '${key}')`, { status: 403 })
  }
}
