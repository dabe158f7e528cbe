import type { Duplex } from 'node:stream'

/** Passes bytes both ways, each side at the other's speed, until one of them ends; then both do. */
export function joinStreams(left: Duplex, right: Duplex): void {
  for (const [from, to] of [
    [left, right],
    [right, left],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}
