/**
 * A cluster in virtual time: real replicas on a simulated network and simulated disks, with clients that write and
 * everything that can go wrong, all decided by one seed.
 */
import type { Entry } from '../operation.ts'
import { Replica, type Phase } from '../replica.ts'
import type { Outcome } from '../storage.ts'
import { Checker, plainReading, type Reading } from './checker.ts'
import { Datagrams } from './datagrams.ts'
import { fault } from './faults.ts'
import { noFigures } from './figures.ts'
import { Links } from './links.ts'
import { ModelStorage } from './model-storage.ts'
import { Network } from './network.ts'
import { newOperation } from './operations.ts'
import { plots, type Plot } from './plots.ts'
import { profileOf, type Profile } from './profile.ts'
import { Random } from './random.ts'
import type { SimStorage } from './sim-storage.ts'
import { majorityWrites } from './majority-writes.ts'
import { areInStep, describe, freshNode, holdsAlone } from './nodes.ts'
import type { Node, Stage } from './stage.ts'

const endMs = 120_000
/** Quiet moments pass at this pace, busy ones at the other. */
const idleMs: readonly [number, number] = [20, 250]
const busyMs: readonly [number, number] = [0.2, 6]

export interface WorldOptions {
  readonly storage?: (id: number, profile: Profile) => SimStorage
  readonly reading?: Reading
  readonly operation?: (random: Random) => Entry['body']
  /** A client whose entry was given up asks elsewhere. */
  readonly retries?: boolean
  readonly profile?: Partial<Profile>
}

export class World implements Stage {
  readonly random: Random
  readonly profile: Profile
  readonly nodes: Node[]
  readonly network: Network
  readonly links: Links
  readonly trace: string[] = []
  readonly figures = noFigures()
  now = 1000
  #checker: Checker
  #datagrams: Datagrams
  #options: WorldOptions
  #serial = 0
  #broken: unknown
  #retries: { at: number; entry: Entry }[] = []
  #plot: Plot | undefined
  /** What the plot waits for. */
  #plotWaits: (() => boolean) | undefined

  constructor(seed: number, options: WorldOptions = {}) {
    this.random = new Random(seed)
    this.profile = { ...profileOf(this.random), ...options.profile }
    this.#options = options
    this.#checker = new Checker(options.reading ?? plainReading)
    const { nodes, holes, loss, kept, partSize } = this.profile
    const ids = Array.from({ length: nodes }, (_, at) => at + 1)
    this.network = new Network(this.random, ids, holes)
    this.#datagrams = new Datagrams(this.random, loss)
    this.nodes = ids.map(id => freshNode(id, options.storage?.(id, this.profile) ?? new ModelStorage(kept, partSize)))
    this.nodes[0]?.storage.found(1)
    for (const node of this.nodes) node.storage.gate = () => this.#gate(node)
    this.links = new Links(this.network, this.random, this.nodes, this.profile)
    for (const node of this.nodes) this.startProcess(node)
  }

  /** Runs the whole schedule: things go wrong, a majority is well, all is well. Throws at the first broken promise. */
  run(): void {
    const { steps, faultRate, writeRate, mostWrites, plot } = this.profile
    this.figures.schedules = 1
    const begin = this.random.below(steps / 2)
    for (let step = 0; step < steps || this.#plot; step++) {
      if (step === begin && plot) this.#plot = plots[plot](this)
      if (this.#plot) this.#goOnWithPlot()
      // A plot has the world for itself, most of the time.
      if (this.random.chance(this.#plot ? faultRate / 20 : faultRate)) fault(this)
      if (this.figures.submitted < mostWrites && this.random.chance(writeRate)) this.write()
      this.step()
    }
    if (this.random.chance(0.5)) majorityWrites(this)
    this.#endsWell()
    this.figures.made = this.#checker.made
    this.figures.acknowledged = this.#checker.acknowledged.size
  }

  /** Nothing of it stays. */
  end(): void {
    for (const { storage } of this.nodes) storage.end()
  }

  startProcess(node: Node): void {
    const { id, storage } = node
    if (!node.powered || node.stillSince !== undefined || node.replica) return
    storage.restart()
    this.note(`start ${id} applied=${storage.applied} last=${storage.last} installed=${storage.installed}(${storage.members.join()})`)
    node.fuse = Infinity
    node.fuseAfter = undefined
    node.frozen = false
    node.replica = new Replica(
      id,
      storage,
      {
        send: message => {
          if (message.type === 'hello') this.figures.rounds++
          if (message.type === 'part' && message.snapshot) this.figures.snapshots++
          if (this.#burn(node)) this.network.send(id, message)
          if (message.type === node.fuseAfter && this.random.chance(0.5)) node.fuse = 0
        },
        hasten: (acknowledgement, to) => {
          if (this.#burn(node)) this.#datagrams.send(id, to, acknowledgement, this.now)
        },
        committed: outcomes => this.#committed(node, outcomes),
        givenUp: (entry, sent) => {
          this.note(`${id} gives up ${entry.id} sent=${sent}`)
          node.waiting.delete(entry.id)
          if (this.#options.retries !== false && this.random.chance(0.7))
            this.#retries.push({ at: this.now + this.random.below(3000), entry })
        },
        phaseChanged: (phase: Phase) => this.#phaseChanged(node, phase),
        nonce: () => String(++this.#serial),
        notice: text => this.note(`${id}: ${text}`),
      },
      this.now,
    )
    this.network.join(id)
    this.links.ask(id, this.now)
  }

  stopProcess(node: Node): void {
    if (!node.replica) return
    this.#end(node)
    this.network.leave(node.id)
  }

  cutPower(node: Node): void {
    this.#end(node)
    this.network.vanish(node.id)
  }

  #end(node: Node): void {
    this.note(`end ${node.id}`)
    this.figures.crashes++
    node.replica = undefined
    node.waiting.clear()
  }

  note(text: string): void {
    if (this.trace.length < 20_000) this.trace.push(`${Math.round(this.now)} ${text}`)
  }

  write(node = this.random.pick(this.nodes)): string {
    const entry = { id: String(++this.#serial), body: (this.#options.operation ?? newOperation)(this.random) }
    this.figures.submitted++
    this.#submit(node, entry)
    return entry.id
  }

  isAcknowledged(id: string): boolean {
    return this.#checker.acknowledged.has(id)
  }

  step(): void {
    const waits = this.links.pass(this.now)
    const moved = this.network.step()
    for (const { entry } of this.#retries.filter(({ at }) => at <= this.now)) this.#submit(this.random.pick(this.nodes), entry)
    this.#retries = this.#retries.filter(({ at }) => at > this.now)
    for (const node of this.random.shuffled(this.nodes)) {
      const turn = this.profile.turns[node.id - 1] ?? 1
      if (!node.frozen && node.stillSince === undefined && this.random.chance(turn)) this.#process(node)
    }
    if (this.#broken) throw this.#broken
    this.now += this.random.between(...(moved || (waits && this.random.chance(0.5)) ? busyMs : idleMs))
  }

  isLastHolder(node: Node): boolean {
    return holdsAlone(node, this.nodes)
  }

  mend(nodes: readonly Node[]): void {
    this.links.unmute(this.now)
    for (const node of nodes) {
      node.frozen = false
      node.stillSince = undefined
      node.diskFull = false
      node.fuse = Infinity
      node.fuseAfter = undefined
      node.powered = true
      const machine = this.network.machine(node.id)
      machine.still = machine.deaf = false
      this.startProcess(node)
    }
  }

  #goOnWithPlot(): void {
    if (this.#plotWaits && !this.#plotWaits()) return
    const { done, value } = this.#plot?.next() ?? { done: true }
    this.#plotWaits = value
    if (done) this.#plot = undefined
  }

  #gate(node: Node): void {
    if (!this.#burn(node)) throw new Error('the process has ended')
    if (node.diskFull) throw new Error('no space left on device')
  }

  /** False: the process ended before this. */
  #burn(node: Node): boolean {
    return --node.fuse >= 0
  }

  #phaseChanged(node: Node, phase: Phase): void {
    const { id, storage } = node
    if (phase === 'member') this.figures.epochs++
    this.note(`${id} is ${phase} ${storage.installed}(${storage.members.join()}) ${storage.applied}/${storage.last}`)
  }

  #committed(node: Node, outcomes: readonly Outcome[]): void {
    let index = node.storage.applied - outcomes.length
    const isTold = this.#burn(node)
    for (const outcome of outcomes) {
      // Kept until the end of the step: the replica takes what is thrown here for a failing disk.
      try {
        this.#checker.applied(node.id, ++index, outcome)
        if (isTold && node.waiting.delete(outcome.entry.id)) this.#checker.answered(outcome, index)
      } catch (error) {
        this.#broken ??= error
      }
    }
  }

  #process(node: Node): void {
    const { replica } = node
    if (!replica) return
    this.#overhear(node, replica)
    const { inbox } = this.network.machine(node.id)
    const count = this.random.chance(0.7) ? inbox.length : this.random.below(inbox.length + 1)
    for (const arrival of inbox.splice(0, count)) {
      if (arrival.kind === 'view') {
        this.note(`${node.id} sees ${arrival.nodes.join()} down=${arrival.down.join()}`)
        replica.viewChanged(arrival.nodes, arrival.down, this.now)
      } else if (arrival.kind === 'quorum') {
        this.note(`${node.id} is told ${arrival.quorum.ring.join()} quorate=${arrival.quorum.quorate}`)
        replica.quorumChanged(arrival.quorum, this.now)
      } else replica.received(arrival.from, arrival.message, this.now)
      if (node.fuse < 0) return this.stopProcess(node)
    }
    this.#overhear(node, replica)
    replica.flush()
    replica.tick(this.now)
    replica.flush()
    if (node.fuse < 0) this.stopProcess(node)
  }

  #overhear({ id }: Node, replica: Replica): void {
    for (const { from, acknowledgement } of this.#datagrams.taken(id, this.now)) replica.overheard(from, acknowledgement, this.now)
  }

  #submit(node: Node, entry: Entry): void {
    if (!node.replica || node.frozen || node.stillSince !== undefined) return
    node.waiting.add(entry.id)
    node.replica.submit(entry)
  }

  #endsWell(): void {
    this.note('all is well')
    this.mend(this.nodes)
    this.links.change([this.nodes.map(({ id }) => id)], this.now)
    const limit = this.now + endMs
    while (!this.links.settled || this.#retries.length || !areInStep(this.nodes)) {
      if (this.now > limit) throw new Error(`no end: ${describe(this.nodes)}`)
      for (const node of this.nodes) this.startProcess(node)
      this.step()
    }
    for (const { id, storage } of this.nodes) this.#checker.finished(id, storage.applied, storage.chainAt(storage.applied))
    const digests = new Set(this.nodes.map(({ storage }) => storage.digest()))
    if (digests.size > 1) throw new Error('divergence: the nodes have different states in the end')
  }
}
