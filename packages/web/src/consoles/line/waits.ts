/** Seconds to wait before each new try; the last goes on. */
const waits = [0.3, 1, 2, 4, 8, 15, 30] as const

/**
 * Milliseconds before the next try. `tries`: how many have failed since it was last open. `random`: 0 to 1, so that not all
 * consoles of a server that comes back knock at once.
 */
export function waitMs(tries: number, random = Math.random()): number {
  const seconds = waits[Math.min(tries, waits.length - 1)] ?? 30
  return Math.round(seconds * 1000 * (0.8 + 0.4 * random))
}
