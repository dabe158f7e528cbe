import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'

/** Between one time and the next, at the least: the disk is for others too. */
const pauseMs = 100

/**
 * Does work that writes much below a folder, and brings it to the disk meanwhile: the disk would stand still while the
 * processor works, and all of it be waited for when the file systems are unmounted.
 */
export async function flushMeanwhile<T>({ mounts }: Pick<Host, 'mounts'>, folder: string, work: () => Promise<T>): Promise<T> {
  const over = new AbortController()
  const flushing = (async () => {
    while (!over.signal.aborted) {
      const begun = performance.now()
      await mounts.flushBelow(folder)
      // A slow disk gets as much time for others as it takes.
      const pause = Math.max(pauseMs, performance.now() - begun)
      await delay(pause, undefined, { signal: over.signal }).catch(() => undefined)
    }
  })()
  try {
    return await work()
  } finally {
    over.abort()
    await flushing
  }
}
