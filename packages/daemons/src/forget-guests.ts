import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ConfigStore } from '@quorate/cluster'
import type { GuestIndex } from '@quorate/guest'
import type { Root } from '@quorate/host'
import type { Collector } from '@quorate/node'

const guestFile = /^nodes\/[^/]+\/(?:qemu-server|lxc)\/(\d+)\.conf$/

/** When and by what a guest was made: two guests that had the same id one after the other differ in it. */
function madeOf(guests: GuestIndex, vmid: number): string | undefined {
  return /^meta:(.*)$/m.exec(guests.find(vmid)?.text ?? '')?.[1]
}

/**
 * Keeps no statistics of guests that are gone, also when their id was given away again at once. A node without a single
 * guest has more likely lost sight of them: then nothing is removed at the start.
 */
export function forgetGoneGuests(
  store: Pick<ConfigStore, 'watch'>,
  guests: GuestIndex,
  collector: Pick<Collector, 'forget'>,
  root: Root,
): Disposable {
  const folder = join(root.state, 'statistics/guest')
  const made = new Map<number, string | undefined>()
  for (const vmid of guests.all().keys()) made.set(vmid, madeOf(guests, vmid))
  if (made.size > 0 && existsSync(folder)) {
    for (const name of readdirSync(folder)) if (/^\d+$/.test(name) && !made.has(Number(name))) collector.forget('guest', name)
  }
  return store.watch('nodes', path => {
    const vmid = Number(guestFile.exec(path)?.[1])
    if (!vmid) return
    const before = made.get(vmid)
    const now = madeOf(guests, vmid)
    if (!guests.find(vmid)) {
      made.delete(vmid)
      collector.forget('guest', String(vmid))
    } else if (before === undefined || now !== undefined) made.set(vmid, now)
    if (before !== undefined && now !== undefined && before !== now) collector.forget('guest', String(vmid))
  })
}
