import type { Continuity } from './continuity.ts'
import type { Report } from './message.ts'
import type { ReplicaStorage } from './storage.ts'

/** What a node brings along to a round. */
export function reportOf(self: number, storage: ReplicaStorage, continuity: Continuity, now: number): Report {
  const { cluster, installed, members, applied, last, keptFrom, unclean, lost } = storage
  return {
    cluster,
    installed,
    members,
    applied,
    last,
    keptFrom,
    unclean,
    lost,
    continuing: continuity.isContinuing && members.includes(self),
    settled: continuity.isSettled(now),
    digest: storage.digest(),
    chain: storage.chainAt(last),
    quorum: continuity.presentQuorum,
  }
}
