import { setTimeout as delay } from 'node:timers/promises'

/** All consoles of a process together, so that guests that print without end leave it time for others. */
const bytesPerMs = 6_000_000 / 1000
/** What may be drawn at once after a pause. milliseconds */
const saved = 200

let spentUntil = 0

/** Resolves when this much may be drawn. */
export async function drawingBudget(bytes: number): Promise<void> {
  const now = performance.now()
  spentUntil = Math.max(spentUntil, now - saved) + bytes / bytesPerMs
  if (spentUntil > now) await delay(spentUntil - now)
}
