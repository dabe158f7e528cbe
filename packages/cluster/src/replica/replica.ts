/**
 * One node of the replicated store, as a pure state machine over an ordered transport (CPG): whoever goes from one view
 * of the membership into the next together has seen the same messages in the same order.
 *
 * An entry is sent to all, appended by every member of the present epoch to its log in the order of arrival, and
 * acknowledged. When all members have acknowledged it, it is applied: whatever was applied anywhere is thus in the log of
 * every member, and is never taken back. When the membership changes, a round of messages agrees on a new epoch: see
 * `round.ts` for how, `primary.ts` for who may, `filling.ts` for whose log goes on.
 */
import { Clients } from './clients.ts'
import { Continuity } from './continuity.ts'
import { sameVotes, type Acknowledgement, type Message, type QuickAcknowledgement, type Quorum } from './message.ts'
import type { Entry } from './operation.ts'
import { Ordering } from './ordering.ts'
import { OwnDisk } from './own-disk.ts'
import { Patience } from './patience.ts'
import { mayDecide } from './primary.ts'
import { defaultLimits, type Phase, type ReplicaLimits, type ReplicaPorts } from './replica-ports.ts'
import { reportOf } from './report-of.ts'
import { Round } from './round.ts'
import { soundReports } from './sound.ts'
import type { ReplicaStorage } from './storage.ts'
import { Succession } from './succession.ts'
import { whoIsLate } from './who-is-late.ts'

export type { Phase, ReplicaPorts } from './replica-ports.ts'

const beatMs = 250

export class Replica {
  readonly self: number
  #storage: ReplicaStorage
  #disk: OwnDisk
  #ports: ReplicaPorts
  #limits: ReplicaLimits
  #phase: Phase = 'apart'
  #round: Round
  #succession: Succession
  #ordering: Ordering
  #clients: Clients
  #continuity: Continuity
  /** When the report of this round was sent. */
  #closedAt = 0
  #patience: Patience
  #beatAt = 0
  /** The report of this round said that `lostAt` was not long ago. */
  #isUnsettled = false

  constructor(self: number, storage: ReplicaStorage, ports: ReplicaPorts, now: number, limits = defaultLimits) {
    this.self = self
    this.#storage = storage
    this.#disk = new OwnDisk(storage)
    this.#ports = ports
    this.#limits = limits
    this.#patience = new Patience(limits.patienceMs, now)
    this.#continuity = new Continuity(limits.silenceMs, now)
    this.#round = new Round(self, [], 0)
    this.#clients = new Clients(ports)
    this.#ordering = new Ordering({ self, storage, clients: this.#clients, patience: this.#patience, ports })
    this.#succession = new Succession({
      self,
      storage,
      continuity: this.#continuity,
      now: () => this.#now,
      send: message => ports.send(message),
      notice: text => ports.notice(text),
      progress: () => this.#patience.beginAnew(),
      tell: outcomes => this.#clients.tell(outcomes),
      adopted: tail => this.#clients.adopted(tail),
      begin: (epoch, members, isMember) => this.#beginEpoch(epoch, members, isMember),
      askAgain: () => this.#begin(),
    })
  }

  get #now(): number {
    return this.#patience.now
  }

  get phase(): Phase {
    return this.#phase
  }

  get quorum(): Quorum {
    return this.#continuity.quorum
  }

  get view(): ReadonlySet<number> {
    return this.#round.view
  }

  /** Nodes that acknowledge in the present epoch. */
  get members(): readonly number[] {
    return [...(this.#ordering.order?.members ?? [])]
  }

  submit(entry: Entry): void {
    this.#clients.add(entry, this.#now)
    this.#dropHopeless()
  }

  /** The transport has other members; `nodes` contains this one. `down`: those that left because their machine is gone. */
  viewChanged(nodes: readonly number[], down: readonly number[], now: number): void {
    this.#passTime(now)
    this.flush()
    this.#continuity.viewChanged(nodes, down, now)
    this.#round = new Round(this.self, nodes, this.#round.number)
    this.#begin()
  }

  /** The transport is gone. */
  transportLost(): void {
    this.#continuity.transportLost(this.#now)
    this.#round = new Round(this.self, [], this.#round.number)
    this.#endEpoch()
    this.#enter('apart')
  }

  quorumChanged(quorum: Quorum, now: number): void {
    this.#passTime(now)
    const before = this.#continuity.quorum
    this.#continuity.quorumChanged(quorum, now)
    if (!this.#round.view.size) return
    const settled = this.#phase === 'member' || this.#phase === 'following'
    if (sameVotes(before, quorum) && (settled || String(before.ring) === String(quorum.ring))) return
    this.flush()
    this.#begin()
  }

  received(from: number, message: Message, now: number): void {
    this.#passTime(now)
    this.#patience.heard()
    if (!this.#round.view.has(from)) return
    this.#continuity.heard(from, now)
    if (message.type === 'entries') this.#ordering.arrived(from, message.epoch, message.entries)
    else if (message.type === 'ack') this.#acknowledged(from, message)
    else if (message.type === 'beat') this.#continuity.beat(from === this.self, message.at, this.#round.fellows(this.#storage.members))
    else {
      this.flush()
      this.#takeOther(from, message)
    }
  }

  /** A member's acknowledgement that came beside the order: it counts as such, and as nothing else. */
  overheard(from: number, acknowledgement: QuickAcknowledgement, now: number): void {
    this.#passTime(now)
    const before = this.#ordering.isBegunByAll
    this.#ordering.overheard(from, acknowledgement)
    if (!before && this.#ordering.isBegunByAll) this.#continuity.epochProven(this.#closedAt)
  }

  /** Something waits for the next `tick`, which should not be later than 30 ms from now. */
  get isInDebt(): boolean {
    return this.#ordering.isInDebt
  }

  /** Writes and sends what has come together: to be called when nothing more is at hand at this moment. */
  flush(): void {
    this.#guard(() => this.#ordering.flush())
  }

  /** To be called some times a second. */
  tick(now: number): void {
    this.#passTime(now)
    this.#clients.dropOlder(now - this.#limits.answerMs)
    this.#ordering.tick()
    if (!this.#round.view.size) return
    if (this.#phase === 'failed') {
      if (this.#disk.works(now)) this.#begin()
      return
    }
    if (now - this.#beatAt >= beatMs) this.#ports.send({ type: 'beat', at: (this.#beatAt = now) })
    this.#succession.tick(now)
    if (this.#phase === 'blocked' && this.#isUnsettled && this.#continuity.isSettled(now)) this.#begin()
    if (this.#patience.isOver) this.#goOnWithoutLate()
  }

  #passTime(now: number): void {
    if (this.#patience.pass(now)) this.#continuity.broken()
  }

  #enter(phase: Phase): void {
    if (this.#phase === phase) return
    this.#phase = phase
    this.#ports.phaseChanged(phase)
    this.#dropHopeless()
  }

  #dropHopeless(): void {
    this.#clients.dropHopeless(this.#phase, this.quorum.quorate, this.#now)
  }

  #guard(work: () => void): void {
    const refusal = this.#disk.refusal(work, this.#now)
    if (refusal === undefined) return
    this.#continuity.broken()
    this.#endEpoch()
    if (this.#phase !== 'failed') this.#ports.notice(`the config store cannot write: ${refusal}`)
    this.#enter('failed')
    if (this.#round.view.size) this.#ports.send({ type: 'exclude', nonce: this.#round.nonce, node: this.self, why: 'its disk refuses' })
  }

  #endEpoch(): void {
    this.#ordering.end()
    this.#succession.clear()
  }

  /** Begins a round of its own, or joins one. */
  #begin(number = this.#round.number + 1): void {
    this.#endEpoch()
    this.#patience.beginAnew()
    this.#round.begin(number, this.#ports.nonce())
    const { lowered } = this.quorum
    this.#ports.send({ type: 'hello', round: number, nonce: this.#round.nonce, promised: this.#storage.promised, lowered })
    this.#enter('agreeing')
  }

  #takeOther(from: number, message: Exclude<Message, { type: 'entries' | 'ack' | 'beat' }>): void {
    switch (message.type) {
      case 'hello':
        if (this.#phase === 'failed') return this.#round.noteNumber(message.round)
        if (message.round > this.#round.number) this.#begin(message.round)
        // Back too late for this round.
        if (this.#round.hello(from, message) && this.#round.closed) return this.#begin()
        return this.#closeRound()
      case 'ready':
        this.#round.ready(from, message)
        return this.#decide()
      case 'pull':
        return this.#succession.handOut(from, message, this.#ordering.order?.epoch)
      case 'part':
        return this.#guard(() => this.#succession.takePart(from, message))
      case 'in-step':
        return this.#guard(() => this.#succession.takeInStep(from, message.epoch))
      case 'exclude':
        return this.#exclude(from, message)
    }
  }

  #closeRound(): void {
    const round = this.#round
    if (round.closed || this.#phase !== 'agreeing' || round.missingHellos.length) return
    this.#guard(() => {
      const nonces = round.close()
      this.#patience.beginAnew()
      this.#closedAt = this.#now
      this.#storage.promise(round.epoch)
      const report = reportOf(this.self, this.#storage, this.#continuity, this.#now)
      this.#isUnsettled = !report.settled
      this.#ports.send({ type: 'ready', nonces, epoch: round.epoch, report })
    })
  }

  #decide(): void {
    const round = this.#round
    if (this.#succession.isUnderWay || this.#phase !== 'agreeing' || !round.closed || round.missingReports.length) return
    const { reports, damaged } = soundReports(round.reports)
    if (!mayDecide(reports)) return this.#enter('blocked')
    this.#guard(() => this.#succession.decide(round.epoch, reports, damaged))
  }

  #beginEpoch(epoch: number, members: readonly number[], isMember: boolean): void {
    this.#patience.beginAnew()
    if (isMember) this.#storage.install(epoch, members)
    else this.#continuity.broken()
    this.#continuity.epochBegun(members, this.#now)
    this.#ordering.begin(epoch, members, this.#round.mark)
    this.#enter(isMember ? 'member' : 'following')
    this.flush()
  }

  #acknowledged(from: number, acknowledgement: Acknowledgement): void {
    if (!this.#ordering.acknowledged(from, acknowledgement)) return
    if (this.#ordering.isBegunByAll) this.#continuity.epochProven(this.#closedAt)
  }

  #exclude(from: number, { node, why, nonce }: Extract<Message, { type: 'exclude' }>): void {
    if (!this.#round.isLatest(from, nonce) || !this.#round.view.has(node) || this.#round.excluded.has(node)) return
    if (node === this.self) this.#continuity.broken()
    else {
      this.#continuity.lostOthers(this.#now)
      this.#ports.notice(`goes on without node ${node}: ${why}`)
    }
    this.#round.excluded.add(node)
    if (this.#phase !== 'failed') this.#begin()
  }

  #goOnWithoutLate(): void {
    this.#patience.beginAnew()
    const [phase, round, order] = [this.#phase, this.#round, this.#ordering.order]
    const since = this.#now - this.#limits.patienceMs
    const { nodes, why } = whoIsLate({ phase, round, order, since, succession: this.#succession, continuity: this.#continuity })
    for (const node of nodes) if (node !== this.self) this.#ports.send({ type: 'exclude', nonce: this.#round.nonce, node, why })
  }
}
