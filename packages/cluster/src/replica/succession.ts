import { CatchUp } from './catch-up.ts'
import type { Continuity } from './continuity.ts'
import { Filling } from './filling.ts'
import type { Message, Report } from './message.ts'
import type { Entry } from './operation.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'

type Pull = Extract<Message, { type: 'pull' }>
type Part = Extract<Message, { type: 'part' }>

interface Host {
  readonly self: number
  readonly storage: ReplicaStorage
  readonly continuity: Continuity
  now(): number
  send(message: Message): void
  notice(text: string): void
  /** Something was achieved that others wait for. */
  progress(): void
  tell(outcomes: readonly Outcome[]): void
  /** The log was taken over from another node. */
  adopted(tail: readonly Entry[]): void
  /** The epoch begins, for this node too or without it. */
  begin(epoch: number, members: readonly number[], isMember: boolean): void
  /** This node is near enough, or a moment too late, and asks for another round. */
  askAgain(): void
}

/** The way from the reports of a round to the next epoch: nodes that lack something get it from one that has it. */
export class Succession {
  #host: Host
  #filling: Filling | undefined
  #catchUp: CatchUp | undefined

  constructor(host: Host) {
    this.#host = host
  }

  get isUnderWay(): boolean {
    return this.#filling !== undefined
  }

  /** Who keeps the others waiting. */
  get late(): number[] {
    return this.#filling?.late ?? []
  }

  clear(): void {
    this.#filling = undefined
    this.#catchUp = undefined
  }

  tick(now: number): void {
    this.#catchUp?.tick(now)
  }

  decide(epoch: number, reports: ReadonlyMap<number, Report>, damaged: ReadonlySet<number>): void {
    const { self, storage, continuity } = this.#host
    const filling = new Filling(epoch, reports)
    this.#filling = filling
    this.#host.progress()
    // Others went on without it.
    if (storage.installed !== filling.origin.installed) continuity.broken()
    if (!filling.inStep.has(self)) this.#fetch(filling.source, epoch, damaged.has(self))
    this.#beginIfPossible()
  }

  takeInStep(from: number, epoch: number): void {
    const filling = this.#filling
    if (!filling?.reports.has(from) || filling.epoch !== epoch) return
    filling.inStep.add(from)
    this.#beginIfPossible()
  }

  /** `present`: the epoch that has begun. */
  handOut(from: number, pull: Pull, present: number | undefined): void {
    const { self, storage, send } = this.#host
    const handsOut = this.#filling?.epoch === pull.epoch ? this.#filling.inStep.has(self) : present === pull.epoch
    if (pull.to !== self || !handsOut) return
    const { epoch, cursor } = pull
    const { applied, last } = storage
    const differs = this.#differs(pull)
    if (differs && cursor === undefined)
      this.#host.notice(`what node ${from} holds is not what this one had at that point: it gets the whole config tree`)
    const entries = !differs && cursor === undefined && pull.from >= storage.keptFrom ? storage.entries(pull.from) : undefined
    const part = { type: 'part', epoch, to: from, from: pull.from, applied, last } as const
    if (entries) send({ ...part, entries })
    else
      send({ ...part, entries: [], ...(cursor !== undefined && { cursor }), snapshot: storage.snapshot(differs ? 0 : pull.since, cursor) })
  }

  /**
   * Did the other one apply something else? That cannot be as long as everyone goes by the votes. It can when a person said
   * that fewer votes are enough, and those who were given up come back.
   */
  #differs({ since, chain }: Pull): boolean {
    if (since === 0) return false
    const { storage } = this.#host
    const own = storage.keptChain(since)
    return own === undefined ? since > storage.last : own !== chain
  }

  takePart(from: number, part: Part): void {
    const { self, storage, send, tell, adopted, askAgain, progress, now } = this.#host
    const catchUp = this.#catchUp
    if (this.#filling?.epoch === part.epoch) progress()
    if (part.to !== self || !catchUp) return
    const { outcomes, complete, near, tail } = catchUp.take(from, part, now())
    progress()
    tell(outcomes)
    const filling = this.#filling
    if (filling && complete) {
      this.#catchUp = undefined
      storage.adopt(filling.origin.installed, filling.origin.members, tail)
      adopted(tail)
      send({ type: 'in-step', epoch: filling.epoch })
    } else if (!filling && near) askAgain()
  }

  #fetch(source: number, epoch: number, worthless: boolean): void {
    const { storage, send, notice, now } = this.#host
    if (worthless) notice('the config tree of this node differs from that of the others: it is replaced')
    this.#catchUp = new CatchUp({ epoch, source, worthless, storage, send, now: now() })
  }

  #beginIfPossible(): void {
    const filling = this.#filling
    if (!filling?.mayBegin) return
    const { epoch, inStep } = filling
    const isMember = inStep.has(this.#host.self)
    this.#filling = undefined
    const members = [...inStep].toSorted((a, b) => a - b)
    this.#host.begin(epoch, members, isMember)
    // In step a moment too late.
    if (!isMember && !this.#catchUp) this.#host.askAgain()
  }
}
