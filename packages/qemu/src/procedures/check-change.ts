import type { GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { isDriveKey, isUnusedKey } from './vm-keys.ts'

/** A protected guest keeps its disks. */
export function checkProtectedDisks(config: GuestConfig, taken: readonly string[]): void {
  if (config.current.get('protection') !== '1') return
  const key = taken.find(one => isDriveKey(one) || isUnusedKey(one))
  if (key) throw new Failure(`can't remove drive '${key}' - protection mode enabled`)
}

/** Refuses a new boot order with devices that the VM does not have. */
export function checkBootOrder(config: GuestConfig, set: ReadonlyMap<string, string>, taken: readonly string[]): void {
  const order = /(?:^|,)order=([^,]+)/.exec(set.get('boot') ?? '')?.[1]
  const exists = (key: string) => set.has(key) || ((config.current.has(key) || config.pending?.has(key)) && !taken.includes(key))
  const missing = order?.split(/[;\s]+/).find(key => key !== '' && !exists(key))
  if (missing) throw new Failure(`invalid bootorder: device '${missing}' does not exist`)
}
