/** Numbers below a limit that look random and are the same for the same seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = (seed * 2654435761 + 12345) % 2147483647 || 1
  return below => {
    state = (state * 48271) % 2147483647
    return Math.floor((state / 2147483647) * below)
  }
}
