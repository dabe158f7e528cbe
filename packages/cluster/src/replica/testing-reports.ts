import type { Report } from './message.ts'

/** Of a node of three that has all there is and is not special in any way. */
export function report(change: Partial<Report> = {}): Report {
  return {
    cluster: 'test',
    installed: 5,
    members: [1, 2, 3],
    applied: 10,
    digest: 'same',
    last: 10,
    chain: 7,
    keptFrom: 1,
    lost: false,
    unclean: false,
    continuing: false,
    settled: true,
    quorum: quorum(3, [1, 2, 3]),
    ...change,
  }
}

export function quorum(total: number, ring: readonly number[], tieBroken = false): Report['quorum'] {
  return { quorate: true, ring, votes: 1, total, tieBroken, lowered: false }
}
