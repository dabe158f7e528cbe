import type { Guest } from '../live/guest.ts'

export interface GuestCount {
  readonly running: number
  readonly total: number
}

const none: GuestCount = { running: 0, total: 0 }

/** How many guests each node has, templates left out. */
export function guestCounts(guests: Iterable<Guest>): (node: string) => GuestCount {
  const counts = new Map<string, GuestCount>()
  for (const { node, status, template } of guests) {
    if (template) continue
    const before = counts.get(node) ?? none
    const runs = status === 'running' || status === 'paused'
    counts.set(node, { running: before.running + Number(runs), total: before.total + 1 })
  }
  return node => counts.get(node) ?? none
}
