import { Failure } from '@quorate/schema'
import type { GuestConfig } from '../config/guest-config.ts'
import { isDiskKey, isUnusedKey } from './disks.ts'

/** A protected guest keeps its disks. */
export function checkProtectedDisks(config: GuestConfig, taken: readonly string[]): void {
  if (config.current.get('protection') !== '1') return
  const key = taken.find(one => isDiskKey(one) || isUnusedKey(one))
  if (key) throw new Failure(`can't remove drive '${key}' - protection mode enabled`)
}
