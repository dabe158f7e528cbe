import type { BulkGuest } from './bulk-guest.ts'

/** Guests of the same place in the order, ascending by it and by id; last those without one. */
export function inOrder(guests: readonly BulkGuest[]): BulkGuest[][] {
  const place = (guest: BulkGuest) => guest.order ?? Number.POSITIVE_INFINITY
  const groups = new Map<number, BulkGuest[]>()
  for (const guest of guests.toSorted((a, b) => a.vmid - b.vmid)) {
    const group = groups.get(place(guest)) ?? []
    group.push(guest)
    groups.set(place(guest), group)
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

/** Guests that may be started at the same time; only the last of them may want the next ones to wait. */
export function startBatches(guests: readonly BulkGuest[]): BulkGuest[][] {
  const batches: BulkGuest[][] = []
  for (const group of inOrder(guests)) {
    let batch: BulkGuest[] = []
    batches.push(batch)
    for (const [at, guest] of group.entries()) {
      batch.push(guest)
      if (guest.upSeconds === 0 || at === group.length - 1) continue
      batch = []
      batches.push(batch)
    }
  }
  return batches
}
