import type { GuestConfig } from '@quorate/guest'
import { Failure, parameterFailure } from '@quorate/schema'
import { isDriveKey, isUnusedKey } from './vm-keys.ts'

/** Keys to be deleted from a config, and pending changes to be dropped. */
export interface TakenKeys {
  readonly delete: readonly string[]
  readonly revert: readonly string[]
}

/** Refuses a key that one request sets and takes away. */
export function checkContradictions(set: ReadonlyMap<string, string>, taken: TakenKeys): void {
  for (const kind of ['delete', 'revert'] as const) {
    const key = taken[kind].find(one => set.has(one))
    if (key) throw parameterFailure({ [kind]: `you can't use '-${key}' and '-${kind} ${key}' at the same time` })
  }
  const both = taken.delete.find(key => taken.revert.includes(key))
  if (both) throw parameterFailure({ delete: `you can't use '-delete ${both}' and '-revert ${both}' at the same time` })
}

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
