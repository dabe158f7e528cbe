import type { Random } from './random.ts'
import type { TieRule } from './votes.ts'

/** What goes wrong in a schedule, each of these as often as its weight says. */
export const faultKinds = [
  'kill',
  'start',
  'crash',
  'power-off',
  'power-on',
  'freeze',
  'freeze-machine',
  'deaf',
  'recover',
  'disk-full',
  'lose-disk',
  'split',
  'isolate',
  'hand-over',
  'join-all',
  'pause',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** Chains of events, see `plots.ts`. */
export const plotNames = ['outlived', 'thawed', 'revoked', 'chased', 'badDisk', 'longTail', 'leftAtBegin', 'inCommon'] as const

export type PlotName = (typeof plotNames)[number]

/** The character of one schedule: each seed has its own. */
export interface Profile {
  readonly nodes: number
  readonly tieRule: TieRule
  /** Something planned that happens amid the rest. */
  readonly plot: PlotName | undefined
  readonly steps: number
  readonly faultRate: number
  readonly writeRate: number
  readonly mostWrites: number
  readonly weights: Readonly<Record<FaultKind, number>>
  /** Faults fall on these. */
  readonly victims: readonly number[]
  /** The one machine whose disk and power supply are bad. */
  readonly weak: number
  /** How often the process of each node gets its turn, and how often it leaves messages for later. */
  readonly turns: readonly number[]
  /** Votequorum's words come so late at most. */
  readonly quorumMs: number
  /** Entries that stay at hand for others, and how many make a part. */
  readonly kept: number
  readonly partSize: number
  /** Entries that a machine's process misses although corosync has promised them. */
  readonly holes: number
  /** Of what is sent beside the order. */
  readonly loss: number
}

export function profileOf(random: Random): Profile {
  const nodes = random.pick([2, 2, 3, 3, 3, 4, 4, 5])
  const ids = Array.from({ length: nodes }, (_, at) => at + 1)
  const favourites = random.shuffled(faultKinds).slice(0, random.below(4))
  const avoided = random.shuffled(faultKinds).slice(0, random.below(8))
  const weightOf = (kind: FaultKind) =>
    favourites.includes(kind) ? 6 : ['start', 'recover', 'join-all', 'power-on'].includes(kind) ? 1.5 : avoided.includes(kind) ? 0 : 1
  const victims = random.chance(0.4) ? random.shuffled(ids).slice(0, 1 + random.below(2)) : ids
  const slow = random.chance(0.2)
  const tieRule =
    nodes % 2 === 0
      ? random.pick<TieRule>(nodes === 2 ? ['none', 'device', 'device', 'device', 'two-node'] : ['none', 'device', 'device', 'lowest'])
      : 'none'
  return {
    nodes,
    tieRule,
    plot: random.chance(0.6) ? random.pick(plotNames) : undefined,
    steps: random.pick([120, 200, 350]),
    faultRate: random.pick([0.01, 0.04, 0.1]),
    writeRate: random.pick([0.05, 0.2, 0.3, 0.7]),
    mostWrites: random.pick([20, 60, 60, 150]),
    weights: Object.fromEntries(faultKinds.map(kind => [kind, weightOf(kind)])) as Record<FaultKind, number>,
    victims,
    weak: random.pick(victims),
    turns: ids.map(() => (slow && random.chance(0.4) ? 0.1 : random.pick([0.5, 0.9]))),
    quorumMs: random.pick([5, 60, 60, 1000]),
    kept: random.pick([2, 6, 12, 100]),
    partSize: random.pick([1, 3, 5]),
    holes: random.chance(0.1) ? 0.02 : 0,
    loss: random.pick([0, 0, 0.02, 0.3, 1]),
  }
}
