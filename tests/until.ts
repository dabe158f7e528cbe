import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'

type Found<T> = Exclude<T, false | null | undefined>

/** Looks again and again until it is so. What throws is not so yet; after half a minute the last error is told. */
export async function until<T>(what: string, look: () => T | Promise<T>, { seconds = 30 } = {}): Promise<Found<T>> {
  let last: unknown
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await delay(100)) {
    try {
      const found = await look()
      if (found) return found as Found<T>
      last = undefined
    } catch (error) {
      last = error
    }
  }
  assert.fail(`not within ${seconds} seconds: ${what}${last instanceof Error ? ` (${last.message})` : ''}`)
}
