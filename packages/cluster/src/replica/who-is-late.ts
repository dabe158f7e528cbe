import type { Continuity } from './continuity.ts'
import type { EpochOrder } from './epoch-order.ts'
import type { Phase } from './replica-ports.ts'
import type { Round } from './round.ts'
import type { Succession } from './succession.ts'

interface Parts {
  readonly phase: Phase
  readonly round: Round
  readonly succession: Succession
  readonly order: EpochOrder | undefined
  readonly continuity: Continuity
  /** Who has not been heard since then is silent. */
  readonly since: number
}

/** Nodes that keep the others waiting, at whatever they are at. */
export function whoIsLate({ phase, round, succession, order, continuity, since }: Parts): { nodes: readonly number[]; why: string } {
  if (phase === 'agreeing') {
    if (succession.isUnderWay) return { nodes: succession.late, why: 'it does not catch up' }
    return { nodes: round.closed ? round.missingReports : round.missingHellos, why: 'it does not answer' }
  }
  if (phase !== 'member' || !order) return { nodes: [], why: '' }
  const silent = [...order.members].filter(node => continuity.heardAt(node) <= since)
  if (silent.length || !order.hasPending) return { nodes: silent, why: 'it is silent' }
  return { nodes: order.behind, why: 'it does not acknowledge' }
}
