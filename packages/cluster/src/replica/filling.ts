import { holders, mayDecide } from './primary.ts'
import type { Report } from './message.ts'

/** Entries that a node may lack and the others still wait for it. */
const shortGap = 1000

/** What was decided in a round, until the new epoch begins: who hands out the log, who has it, who is waited for. */
export class Filling {
  readonly epoch: number
  readonly reports: ReadonlyMap<number, Report>
  /** A node of the newest epoch: what it has is what there is. */
  readonly source: number
  readonly origin: Report
  readonly inStep: Set<number>
  readonly #expected: ReadonlySet<number>

  constructor(epoch: number, reports: ReadonlyMap<number, Report>) {
    this.epoch = epoch
    this.reports = reports
    const [first] = holders(reports)
    if (!first) throw new Error('an epoch begins with a node that holds the one before')
    const [source, origin] = first
    this.source = source
    this.origin = origin
    const { installed, last, chain, keptFrom } = origin
    const all = [...reports]
    const isSame = (one: Report) => one.installed === installed && one.last === last && one.chain === chain
    this.inStep = new Set(all.filter(([, one]) => isSame(one)).map(([node]) => node))
    const isNear = (one: Report) => one.applied + 1 >= keptFrom && last - one.applied <= shortGap
    const isExpected = (one: Report) => isNear(one) || one.installed === installed || one.continuing
    this.#expected = new Set(all.filter(([, one]) => isExpected(one)).map(([node]) => node))
  }

  get #waitedFor(): number[] {
    return [...this.#expected].filter(node => !this.inStep.has(node))
  }

  /** Who keeps the others waiting. */
  get late(): number[] {
    const waitedFor = this.#waitedFor
    return waitedFor.length ? waitedFor : [...this.reports.keys()].filter(node => !this.inStep.has(node))
  }

  /** The members of an epoch have to be such that they could have decided without the others. */
  get mayBegin(): boolean {
    return this.#waitedFor.length === 0 && mayDecide(new Map([...this.reports].filter(([node]) => this.inStep.has(node))))
  }
}
