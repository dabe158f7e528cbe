import type { GuestConfig } from './guest-config.ts'
import { pendingDeletions, pendingValues } from './pending-changes.ts'

/** A row of GET .../pending. `delete`: 1 waits for deletion, 2 by force. */
export interface PendingRow {
  readonly key: string
  readonly value?: string
  readonly pending?: string
  readonly delete?: 1 | 2
}

/** Every key of the present config and of the pending one, by key. The caller adds the digest. */
export function pendingView(config: GuestConfig): PendingRow[] {
  const current = new Map([...config.current.values].filter(([key]) => !key.startsWith('lxc.')))
  const description = config.current.description
  if (description !== undefined) current.set('description', description)
  const pending = pendingValues(config)
  const deletions = pendingDeletions(config)
  return [...new Set([...current.keys(), ...pending.keys(), ...deletions.keys()])].sort().map(key => {
    const value = current.get(key)
    const wanted = pending.get(key)
    const force = wanted === undefined ? deletions.get(key) : undefined
    return {
      key,
      ...(value === undefined ? {} : { value }),
      ...(wanted === undefined ? {} : { pending: wanted }),
      ...(force === undefined ? {} : { delete: force ? 2 : 1 }),
    }
  })
}
