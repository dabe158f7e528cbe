/**
 * One node of the replicated store, as a pure state machine over an ordered transport (CPG): whoever goes from one view
 * of the membership into the next together has seen the same messages in the same order.
 *
 * An entry is sent to all, appended by every member of the present epoch to its log in the order of arrival, and
 * acknowledged. When all members have acknowledged it, it is applied: whatever was applied anywhere is thus in the log of
 * every member, and is never taken back. When the membership changes, a round of messages agrees on a new epoch: see
 * `round.ts` for how, `primary.ts` for who may, `filling.ts` for whose log goes on.
 */
import { link } from './chain.ts'
import { CatchUp } from './catch-up.ts'
import { Filling } from './filling.ts'
import type { Message, Quorum, Report } from './message.ts'
import type { Entry } from './operation.ts'
import { mayDecide } from './primary.ts'
import { Round } from './round.ts'
import { soundReports } from './sound.ts'
import type { Outcome, ReplicaStorage } from './storage.ts'
import { Submissions } from './submissions.ts'

/** `member`: writes are made. `following`: it catches up while others write. `agreeing`: for a moment nobody writes. `blocked`: not enough nodes. `failed`: its own disk refuses. */
export type Phase = 'apart' | 'agreeing' | 'blocked' | 'following' | 'member' | 'failed'

export interface ReplicaPorts {
  send(message: Message): void
  /** In order. Entries of this node's own clients are among them. */
  committed(outcomes: readonly Outcome[]): void
  /** An entry of an own client that will not be answered. `sent`: whether it is made is not known. */
  givenUp(entry: Entry, sent: boolean): void
  phaseChanged(phase: Phase): void
  /** Never twice the same. */
  nonce(): string
  /** What an operator should know. */
  notice(text: string): void
}

export interface ReplicaLimits {
  /** A member that does not answer for so long is gone on without. */
  readonly patienceMs: number
  /** Lost for longer, a node does not know whether others went on without it. */
  readonly silenceMs: number
  /** A client's entry is given up after so long. */
  readonly answerMs: number
}

export const defaultLimits: ReplicaLimits = { patienceMs: 2500, silenceMs: 5000, answerMs: 8000 }

const beatMs = 250
/** The transport is silent: nobody is to blame. */
const quietMs = 1000
/** Beyond `silenceMs`: until then whoever was lost has been told by its own clock. */
const settleExtraMs = 1000
/** Between two calls of `tick` of a process that was not stopped. */
const longestTickMs = 1500
const retryFailedMs = 2000

interface Active {
  readonly epoch: number
  readonly members: ReadonlySet<number>
  readonly acknowledged: Map<number, number>
}

export class Replica {
  readonly self: number
  #storage: ReplicaStorage
  #ports: ReplicaPorts
  #limits: ReplicaLimits
  #phase: Phase = 'apart'
  #round: Round
  #filling: Filling | undefined
  #catchUp: CatchUp | undefined
  #active: Active | undefined
  #submissions = new Submissions()
  /** Own and others' entries beyond what is applied. */
  #inLog = new Set<string>()
  /** Entries of the present epoch that are to be appended. */
  #arrived: Entry[] = []
  /** Number of the order up to the last of them. */
  #chain = 0
  /** Numbers of the orders that end with an entry that is not applied yet, by index. */
  #chains = new Map<number, number>()
  #ackedTo = -1
  #quorum: Quorum = { quorate: false, ring: [], votes: 0, total: 1, tieBroken: false }
  /** Nodes that the transport lost and votequorum has not counted out yet: until it has, what it says is old. */
  #down = new Set<number>()
  /** See `Report`: since it was a member of an epoch that all its members had begun. */
  #continuing = false
  /** The latest moment of which it is known that no other member had gone on without this node. */
  #provenAt: number
  /** When the latest beat of this node was sent that has come back. */
  #ownBeat = 0
  /** Of every node of the view: when something came from it, and the latest own beat that had come before. */
  #heard = new Map<number, { at: number; after: number }>()
  /** When the report of this round was sent. */
  #closedAt = 0
  /** When others were last seen to be lost or were gone on without. */
  #lostAt: number
  #now: number
  #heardAt: number
  #beatAt = 0
  /** The report of this round said that `lostAt` was not long ago. */
  #isUnsettled = false
  /** Since when the present step of a round, or the oldest entry without all acknowledgements, waits. */
  #waitingSince: number
  #failedAt = 0

  constructor(self: number, storage: ReplicaStorage, ports: ReplicaPorts, now: number, limits = defaultLimits) {
    this.self = self
    this.#storage = storage
    this.#ports = ports
    this.#limits = limits
    this.#now = this.#heardAt = this.#provenAt = this.#lostAt = this.#waitingSince = now
    this.#round = new Round(self, [], 0)
  }

  get phase(): Phase {
    return this.#phase
  }

  get quorum(): Quorum {
    return this.#quorum
  }

  get view(): ReadonlySet<number> {
    return this.#round.view
  }

  /** Nodes that acknowledge in the present epoch. */
  get members(): readonly number[] {
    return this.#active ? [...this.#active.members] : []
  }

  submit(entry: Entry): void {
    this.#submissions.add(entry, this.#now)
    this.#dropHopeless()
  }

  /** The transport has other members; `nodes` contains this one. `down`: those that left because their machine is gone. */
  viewChanged(nodes: readonly number[], down: readonly number[], now: number): void {
    this.#passTime(now)
    this.flush()
    // Of a node that votequorum has counted out already there is nothing to wait for.
    for (const node of down) if (this.#quorum.ring.includes(node)) this.#down.add(node)
    for (const node of nodes) this.#down.delete(node)
    if (down.length) this.#lostAt = now
    this.#checkSilence()
    this.#round = new Round(this.self, nodes, this.#round.number)
    this.#begin()
  }

  /** The transport is gone. */
  transportLost(): void {
    this.#continuing = false
    this.#lostAt = this.#now
    this.#down.clear()
    this.#round = new Round(this.self, [], this.#round.number)
    this.#endEpoch()
    this.#quorum = { ...this.#quorum, quorate: false }
    this.#enter('apart')
  }

  quorumChanged(quorum: Quorum, now: number): void {
    this.#passTime(now)
    const before = this.#quorum
    this.#quorum = quorum
    const wasOld = this.#down.size > 0
    for (const node of this.#down) if (!quorum.ring.includes(node)) this.#down.delete(node)
    if (!quorum.quorate) this.#continuing = false
    this.#checkSilence()
    // Others are lost, and quorum is on this node's side.
    if (wasOld && !this.#down.size && this.#continuing) this.#provenAt = now
    if (!this.#round.view.size) return
    const same =
      before.quorate === quorum.quorate &&
      before.votes === quorum.votes &&
      before.total === quorum.total &&
      before.tieBroken === quorum.tieBroken
    const settled = this.#phase === 'member' || this.#phase === 'following'
    if (same && (settled || String(before.ring) === String(quorum.ring))) return
    this.flush()
    this.#begin()
  }

  received(from: number, message: Message, now: number): void {
    this.#passTime(now)
    if (now - this.#heardAt > quietMs) this.#waitingSince = now
    this.#heardAt = now
    if (!this.#round.view.has(from)) return
    this.#heard.set(from, { at: now, after: this.#ownBeat })
    if (message.type === 'entries') this.#takeEntries(from, message.epoch, message.entries)
    else if (message.type === 'ack') this.#takeAck(from, message)
    else if (message.type === 'beat') this.#takeBeat(from, message.at)
    else {
      this.flush()
      this.#takeOther(from, message)
    }
  }

  /** Writes and sends what has come together: to be called when nothing more is at hand at this moment. */
  flush(): void {
    const active = this.#active
    if (!active?.members.has(this.self)) return
    this.#guard(() => {
      this.#advance(active)
      const unsent = this.#submissions.takeUnsent(active.epoch, id => this.#inLog.has(id))
      if (unsent.length) this.#send({ type: 'entries', epoch: active.epoch, entries: unsent })
      if (this.#ackedTo === this.#storage.last) return
      this.#ackedTo = this.#storage.last
      this.#send({ type: 'ack', epoch: active.epoch, last: this.#ackedTo, chain: this.#chain })
    })
  }

  /** To be called some times a second. */
  tick(now: number): void {
    this.#passTime(now)
    for (const { entry, sent } of this.#submissions.dropOlder(now - this.#limits.answerMs)) this.#ports.givenUp(entry, sent)
    if (!this.#round.view.size) return
    if (this.#phase === 'failed') {
      if (now - this.#failedAt >= retryFailedMs) this.#tryAgain()
      return
    }
    if (now - this.#beatAt >= beatMs) this.#beat()
    this.#catchUp?.tick(now)
    if (this.#phase === 'blocked' && this.#isUnsettled && this.#isSettled) this.#begin()
    if (now - this.#heardAt > quietMs) return
    if (now - this.#waitingSince >= this.#limits.patienceMs) this.#goOnWithout(this.#late())
  }

  #passTime(now: number): void {
    if (now - this.#now > longestTickMs) {
      // This process was stopped: others may have gone on, and its own impatience means nothing.
      this.#continuing = false
      this.#waitingSince = now
    }
    this.#now = now
  }

  #send(message: Message): void {
    this.#ports.send(message)
  }

  #beat(): void {
    this.#beatAt = this.#now
    this.#send({ type: 'beat', at: this.#now })
  }

  /** What comes from another member after a beat of this node was sent by someone who had not gone on without it by then. Of those who are lost and not counted out it proves nothing. */
  #takeBeat(from: number, at: number): void {
    if (from === this.self) this.#ownBeat = Math.max(this.#ownBeat, at)
    const { members } = this.#storage
    if (this.#down.size || !members.includes(this.self)) return
    // After a ring broke, a node gets its own messages with holes between them: what comes from all of them has none before it.
    const after = this.#round.participants.filter(node => members.includes(node)).map(node => this.#heard.get(node)?.after ?? 0)
    this.#provenAt = Math.max(this.#provenAt, Math.min(...after))
  }

  #checkSilence(): void {
    if (this.#now - this.#provenAt > this.#limits.silenceMs) this.#continuing = false
  }

  get #isSettled(): boolean {
    return this.#now - this.#lostAt > this.#limits.silenceMs + settleExtraMs
  }

  #enter(phase: Phase): void {
    if (this.#phase === phase) return
    this.#phase = phase
    this.#ports.phaseChanged(phase)
    this.#dropHopeless()
  }

  /** Without quorum a write is refused at once; while the members agree it waits. */
  #dropHopeless(): void {
    const outvoted = this.#phase === 'blocked' && !this.#quorum.quorate
    if (outvoted || this.#phase === 'apart' || this.#phase === 'failed') {
      for (const entry of this.#submissions.dropUnsent()) this.#ports.givenUp(entry, false)
    }
    // The others may make what was sent, or not; this node will hear of it when it is with them again.
    if (outvoted) for (const { entry } of this.#submissions.dropOlder(this.#now)) this.#ports.givenUp(entry, true)
  }

  /** The disk may refuse: then the others go on without this node. */
  #guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      this.#failedAt = this.#now
      this.#continuing = false
      this.#endEpoch()
      if (this.#phase !== 'failed')
        this.#ports.notice(`the config store cannot write: ${error instanceof Error ? error.message : String(error)}`)
      this.#enter('failed')
      if (this.#round.view.size) this.#send({ type: 'exclude', nonce: this.#round.nonce, node: this.self, why: 'its disk refuses' })
    }
  }

  #tryAgain(): void {
    this.#failedAt = this.#now
    try {
      this.#storage.promise(this.#storage.promised)
    } catch {
      // Still refused, and told when it began.
      return
    }
    this.#begin()
  }

  #endEpoch(): void {
    this.#active = undefined
    this.#filling = undefined
    this.#catchUp = undefined
    for (const { id } of this.#arrived) this.#inLog.delete(id)
    this.#arrived = []
  }

  /** Begins a round of its own, or joins one. */
  #begin(number = this.#round.number + 1): void {
    this.#endEpoch()
    this.#waitingSince = this.#now
    this.#round.begin(number, this.#ports.nonce())
    this.#send({ type: 'hello', round: number, nonce: this.#round.nonce, promised: this.#storage.promised })
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
        return this.#handOut(from, message)
      case 'part':
        return this.#takePart(from, message)
      case 'in-step':
        return this.#takeInStep(from, message.epoch)
      case 'exclude':
        return this.#exclude(from, message)
    }
  }

  #closeRound(): void {
    const round = this.#round
    if (round.closed || this.#phase !== 'agreeing' || round.missingHellos.length) return
    this.#guard(() => {
      const nonces = round.close()
      this.#waitingSince = this.#now
      this.#closedAt = this.#now
      this.#storage.promise(round.epoch)
      this.#send({ type: 'ready', nonces, epoch: round.epoch, report: this.#report() })
    })
  }

  #report(): Report {
    const { cluster, installed, members, applied, last, keptFrom, unclean, lost } = this.#storage
    const continuing = this.#continuing && members.includes(this.self)
    const quorum = { ...this.#quorum, quorate: this.#quorum.quorate && !this.#down.size }
    this.#isUnsettled = !this.#isSettled
    return {
      cluster,
      installed,
      members,
      applied,
      last,
      keptFrom,
      unclean,
      lost,
      continuing,
      settled: !this.#isUnsettled,
      digest: this.#storage.digest(),
      chain: this.#storage.chainAt(last),
      quorum,
    }
  }

  #decide(): void {
    const round = this.#round
    if (this.#filling || this.#phase !== 'agreeing' || !round.closed || round.missingReports.length) return
    const { reports, damaged } = soundReports(round.reports)
    if (!mayDecide(reports)) return this.#enter('blocked')
    const filling = new Filling(round.epoch, reports)
    this.#filling = filling
    this.#waitingSince = this.#now
    // Others went on without it.
    if (this.#storage.installed !== filling.origin.installed) this.#continuing = false
    if (!filling.inStep.has(this.self)) this.#fetch(filling.source, round.epoch, damaged.has(this.self))
    this.#beginEpochIfPossible()
  }

  #fetch(source: number, epoch: number, worthless: boolean): void {
    if (worthless) this.#ports.notice('the config tree of this node differs from that of the others: it is replaced')
    this.#catchUp = new CatchUp({
      epoch,
      source,
      worthless,
      storage: this.#storage,
      send: message => this.#send(message),
      now: this.#now,
    })
  }

  #takeInStep(from: number, epoch: number): void {
    const filling = this.#filling
    if (!filling?.reports.has(from) || filling.epoch !== epoch) return
    filling.inStep.add(from)
    this.#beginEpochIfPossible()
  }

  #beginEpochIfPossible(): void {
    const filling = this.#filling
    if (!filling?.mayBegin) return
    const { epoch, inStep } = filling
    const members = [...inStep].toSorted((a, b) => a - b)
    this.#guard(() => {
      this.#filling = undefined
      this.#waitingSince = this.#now
      this.#ackedTo = -1
      if (inStep.has(this.self)) {
        this.#storage.install(epoch, members)
      } else this.#continuing = false
      for (const member of members) this.#heard.set(member, { at: this.#now, after: this.#heard.get(member)?.after ?? 0 })
      this.#countChains()
      this.#active = { epoch, members: inStep, acknowledged: new Map(members.map(member => [member, -1])) }
      if (inStep.has(this.self)) this.#enter('member')
      else this.#follow()
    })
    this.flush()
  }

  #countChains(): void {
    const { applied, last } = this.#storage
    this.#chains.clear()
    for (let index = applied; index <= last; index++) this.#chains.set(index, this.#storage.chainAt(index))
    this.#chain = this.#storage.chainAt(last)
  }

  #follow(): void {
    this.#enter('following')
    // In step a moment too late.
    if (!this.#catchUp) this.#begin()
  }

  #takeEntries(from: number, epoch: number, entries: readonly Entry[]): void {
    const active = this.#active
    if (!active || active.epoch !== epoch || !active.members.has(from)) return
    if (!active.members.has(this.self)) return
    if (!this.#hasPending) this.#waitingSince = this.#now
    for (const entry of entries) {
      this.#arrived.push(entry)
      this.#chain = link(this.#chain, entry.id)
      this.#chains.set(this.#storage.last + this.#arrived.length, this.#chain)
      this.#inLog.add(entry.id)
    }
  }

  /** Counts what is the same order as one's own, and no more. */
  #takeAck(from: number, { epoch, last, chain }: Extract<Message, { type: 'ack' }>): void {
    const active = this.#active
    if (active?.epoch !== epoch || !active.members.has(from) || this.#chains.get(last) !== chain) return
    active.acknowledged.set(from, last)
    if (!active.members.has(this.self) || Math.min(...active.acknowledged.values()) < 0) return
    this.#continuing = true
    this.#provenAt = Math.max(this.#provenAt, this.#closedAt)
  }

  /** Appends what has arrived and applies what all have acknowledged. */
  #advance(active: Active): void {
    if (this.#arrived.length) {
      const entries = this.#arrived
      this.#arrived = []
      this.#storage.append(entries)
    }
    const to = Math.min(...active.acknowledged.values())
    if (to <= this.#storage.applied) return
    this.#waitingSince = this.#now
    for (let index = this.#storage.applied; index < to; index++) this.#chains.delete(index)
    this.#tell(this.#storage.commit(to))
  }

  #tell(outcomes: readonly Outcome[]): void {
    for (const { entry } of outcomes) {
      this.#inLog.delete(entry.id)
      this.#submissions.done(entry.id)
    }
    if (outcomes.length) this.#ports.committed(outcomes)
  }

  #handOut(from: number, pull: Extract<Message, { type: 'pull' }>): void {
    const handsOut = this.#filling?.epoch === pull.epoch ? this.#filling.inStep.has(this.self) : this.#active?.epoch === pull.epoch
    if (pull.to !== this.self || !handsOut) return
    const { epoch, cursor } = pull
    const { applied, last } = this.#storage
    const entries = cursor === undefined && pull.from >= this.#storage.keptFrom ? this.#storage.entries(pull.from) : undefined
    const part = { type: 'part', epoch, to: from, from: pull.from, applied, last } as const
    if (entries) this.#send({ ...part, entries })
    else this.#send({ ...part, entries: [], ...(cursor !== undefined && { cursor }), snapshot: this.#storage.snapshot(pull.since, cursor) })
  }

  #takePart(from: number, part: Extract<Message, { type: 'part' }>): void {
    const catchUp = this.#catchUp
    if (this.#filling?.epoch === part.epoch) this.#waitingSince = this.#now
    if (part.to !== this.self || !catchUp) return
    this.#guard(() => {
      const { outcomes, complete, near, tail } = catchUp.take(from, part, this.#now)
      this.#waitingSince = this.#now
      this.#tell(outcomes)
      const filling = this.#filling
      if (filling && complete) {
        this.#catchUp = undefined
        this.#storage.adopt(filling.origin.installed, filling.origin.members, tail)
        this.#inLog = new Set(tail.map(entry => entry.id))
        this.#send({ type: 'in-step', epoch: filling.epoch })
      } else if (!filling && near) this.#begin()
    })
  }

  #exclude(from: number, { node, why, nonce }: Extract<Message, { type: 'exclude' }>): void {
    if (!this.#round.isLatest(from, nonce) || !this.#round.view.has(node) || this.#round.excluded.has(node)) return
    if (node === this.self) this.#continuing = false
    else {
      this.#lostAt = this.#now
      this.#ports.notice(`goes on without node ${node}: ${why}`)
    }
    this.#round.excluded.add(node)
    if (this.#phase !== 'failed') this.#begin()
  }

  get #hasPending(): boolean {
    return this.#arrived.length > 0 || this.#storage.last > this.#storage.applied
  }

  /** Who keeps the others waiting. */
  #late(): { nodes: readonly number[]; why: string } {
    if (this.#phase === 'agreeing') {
      if (this.#filling) return { nodes: this.#filling.late, why: 'it does not catch up' }
      const nodes = this.#round.closed ? this.#round.missingReports : this.#round.missingHellos
      return { nodes, why: 'it does not answer' }
    }
    if (this.#phase !== 'member' || !this.#active) return { nodes: [], why: '' }
    const { last } = this.#storage
    const since = this.#now - this.#limits.patienceMs
    const silent = [...this.#active.members].filter(node => (this.#heard.get(node)?.at ?? 0) <= since)
    if (silent.length || !this.#hasPending) return { nodes: silent, why: 'it is silent' }
    return {
      nodes: [...this.#active.acknowledged].filter(([, acked]) => acked < last).map(([node]) => node),
      why: 'it does not acknowledge',
    }
  }

  #goOnWithout({ nodes, why }: { nodes: readonly number[]; why: string }): void {
    this.#waitingSince = this.#now
    for (const node of nodes) if (node !== this.self) this.#send({ type: 'exclude', nonce: this.#round.nonce, node, why })
  }
}
