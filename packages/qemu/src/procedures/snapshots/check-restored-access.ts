import type { Call } from '@quorate/contract'
import { type ConfigSection, isVolume } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { ownerOf, storageOf } from '@quorate/storage'
import { checkValueAccess, isDeviceKey } from '../access/value-access.ts'
import { drives } from '../vm-keys.ts'

type Values = ReadonlyMap<string, string>

const rootOnlyKeys = ['args', 'hookscript'] as const

/** What decides on the network that a card is in: bridge, VLAN and the VLANs let through. */
function networkOf(text: string | undefined): string {
  const parts = (text ?? '').split(',').filter(part => /^\s*(?:bridge|tag|trunks)=/.test(part))
  return parts
    .map(part => part.trim())
    .toSorted()
    .join()
}

function checkDrives(call: Call, vmid: number, present: Values, restored: Values): void {
  const there = new Set(drives(present).map(([, { file }]) => file))
  for (const [key, { file }] of drives(restored)) {
    if (there.has(file) || file === 'none') continue
    const owner = isVolume(file) ? ownerOf(file) : undefined
    if (owner !== undefined && owner !== vmid) call.authorize(`/storage/${storageOf(file)}`, 'Datastore.Allocate')
    if (!isVolume(file)) throw new Failure(`only root can bring back '${file}' for '${key}'`, { status: 403 })
  }
}

/**
 * A rollback brings a former config back. What the VM has lost since, because root or an administrator took it away, is
 * not for everybody to give it again: devices of the host, networks, disks of others, arguments and scripts.
 */
export function checkRestoredAccess(call: Call, vmid: number, present: ConfigSection, restored: ConfigSection): void {
  if (call.caller.root) return
  for (const key of rootOnlyKeys) {
    if (restored.has(key) && restored.get(key) !== present.get(key))
      throw new Failure(`only root can bring back '${key}' as it is in the snapshot`, { status: 403 })
  }
  for (const [key, text] of restored.values) {
    const now = present.get(key)
    if (isDeviceKey(key) ? now !== text : /^net\d+$/.test(key) && networkOf(now) !== networkOf(text)) checkValueAccess(call, key, text)
  }
  checkDrives(call, vmid, present.values, restored.values)
}
