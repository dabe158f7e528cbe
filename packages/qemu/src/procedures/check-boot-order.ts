import type { GuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'

/** Refuses a new boot order with devices that the VM does not have. */
export function checkBootOrder(config: GuestConfig, set: ReadonlyMap<string, string>, taken: readonly string[]): void {
  const order = /(?:^|,)order=([^,]+)/.exec(set.get('boot') ?? '')?.[1]
  const exists = (key: string) => set.has(key) || ((config.current.has(key) || config.pending?.has(key)) && !taken.includes(key))
  const missing = order?.split(/[;\s]+/).find(key => key !== '' && !exists(key))
  if (missing) throw new Failure(`invalid bootorder: device '${missing}' does not exist`)
}
