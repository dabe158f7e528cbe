/**
 * A cluster in virtual time: real replicas on a simulated network and simulated disks, with clients that write and
 * everything that can go wrong, all decided by one seed.
 */
import type { Quorum } from '../message.ts'
import { encodeOperation, type Entry, type Operation } from '../operation.ts'
import { Replica, type Phase } from '../replica.ts'
import { Checker } from './checker.ts'
import { ModelStorage } from './model-storage.ts'
import { Network } from './network.ts'
import { Random } from './random.ts'

interface Node {
  readonly id: number
  storage: ModelStorage
  replica: Replica | undefined
  frozen: boolean
  powered: boolean
  /** Entries whose clients wait here. */
  waiting: Set<string>
}

/** As corosync's timers make it, at the least and at the most. */
const formMs: [number, number] = [1700, 3700]

export class World {
  readonly random: Random
  readonly nodes: Node[]
  readonly checker = new Checker()
  readonly trace: string[] = []
  now = 1000
  #network: Network
  #qdevice: boolean
  /** The machines of the ring that has the quorum device's vote. */
  #favoured: readonly number[] = []
  #groups: number[][]
  /** When the stalled rings will have been replaced. */
  #formAt: number | undefined
  #nextGroups: number[][] = []
  #pendingQuorum: { at: number; node: number; quorum: Quorum }[] = []
  #serial = 0
  #broken: unknown
  #healed = false
  #retries: { at: number; entry: Entry }[] = []
  /** The one machine whose disk and power supply are bad. */
  #weak: number

  constructor(seed: number) {
    this.random = new Random(seed)
    const count = 2 + this.random.below(4)
    const ids = Array.from({ length: count }, (_, at) => at + 1)
    this.#qdevice = count % 2 === 0 && this.random.chance(0.6)
    this.#network = new Network(this.random, ids)
    this.#weak = this.random.pick(ids)
    this.nodes = ids.map(id => ({ id, storage: new ModelStorage(), replica: undefined, frozen: false, powered: true, waiting: new Set() }))
    this.nodes[0]?.storage.found(1)
    this.#groups = [ids]
    this.#network.form([ids])
    for (const node of this.nodes) this.startProcess(node)
    this.#countVotes()
  }

  /** Runs the whole schedule: `steps` in which things go wrong, and then all is well again. Throws at the first broken promise. */
  run(steps: number): void {
    for (let step = 0; step < steps; step++) {
      if (this.random.chance(0.04)) this.#fault()
      if (this.random.chance(0.2)) this.#submit({ id: String(++this.#serial), body: encodeOperation(this.#newOperation()) })
      this.#step()
    }
    this.#healed = true
    this.#healAll()
    const limit = this.now + 120_000
    while (!this.#quiet()) {
      if (this.now > limit) throw new Error(`no end: ${this.nodes.map(node => this.#describe(node)).join('; ')}`)
      this.#step()
    }
    for (const { id, storage } of this.nodes) this.checker.finished(id, storage.order)
    const digests = new Set(this.nodes.map(({ storage }) => storage.digest()))
    if (digests.size > 1) throw new Error('divergence: the nodes have different states in the end')
  }

  startProcess(node: Node): void {
    const { id, storage, waiting } = node
    if (!node.powered || node.replica) return
    storage.restart()
    this.note(`start ${id} applied=${storage.applied} last=${storage.last} installed=${storage.installed}`)
    const replica: Replica = new Replica(
      id,
      storage,
      {
        send: message => this.#network.send(id, message),
        committed: outcomes => {
          let index = storage.applied - outcomes.length
          for (const outcome of outcomes) {
            // Kept until the end of the step: the replica takes what is thrown here for a failing disk.
            try {
              this.checker.applied(id, ++index, outcome)
              if (waiting.delete(outcome.entry.id)) this.checker.answered(outcome)
            } catch (error) {
              this.#broken ??= error
            }
          }
        },
        givenUp: (entry, sent) => {
          this.note(`${id} gives up ${entry.id} sent=${sent}`)
          waiting.delete(entry.id)
          if (this.random.chance(0.7)) this.#retries.push({ at: this.now + this.random.below(3000), entry })
        },
        phaseChanged: (phase: Phase) => this.note(`${id} is ${phase}`),
        nonce: () => String(++this.#serial),
        notice: text => this.note(`${id}: ${text}`),
      },
      this.now,
    )
    node.replica = replica
    this.#network.join(id)
    this.#countVotes()
  }

  stopProcess(node: Node): void {
    if (!node.replica) return
    this.note(`kill ${node.id}`)
    node.replica = undefined
    node.waiting.clear()
    this.#network.leave(node.id)
  }

  note(text: string): void {
    if (this.trace.length < 20_000) this.trace.push(`${Math.round(this.now)} ${text}`)
  }

  #step(): void {
    this.now += this.random.between(0.1, this.#formAt === undefined ? 2 : 200)
    if (this.#formAt !== undefined && this.now >= this.#formAt) this.#form()
    for (let i = 0; i < 6; i++) {
      const node = this.random.pick(this.nodes)
      if (node.powered) this.#network.step(node.id)
    }
    for (const told of this.#pendingQuorum.filter(({ at }) => at <= this.now)) this.#network.tell(told.node, told.quorum)
    this.#pendingQuorum = this.#pendingQuorum.filter(({ at }) => at > this.now)
    for (const { entry } of this.#retries.filter(({ at }) => at <= this.now)) this.#submit(entry)
    this.#retries = this.#retries.filter(({ at }) => at > this.now)
    const node = this.random.pick(this.nodes)
    if (!node.frozen) this.#process(node)
    if (this.#broken) throw this.#broken
  }

  #process(node: Node): void {
    const { replica } = node
    if (!replica) return
    const { inbox } = this.#network.machine(node.id)
    const count = this.random.chance(0.5) ? inbox.length : this.random.below(inbox.length + 1)
    for (const arrival of inbox.splice(0, count)) {
      if (arrival.kind === 'view') this.note(`${node.id} sees ${arrival.nodes.join()} down=${arrival.down.join()}`)
      if (arrival.kind === 'view') replica.viewChanged(arrival.nodes, arrival.down, this.now)
      else if (arrival.kind === 'quorum') replica.quorumChanged(arrival.quorum, this.now)
      else replica.received(arrival.from, arrival.message, this.now)
      // A process may end between any two things that it does.
      if (!this.#healed && this.random.chance(0.0005)) return this.stopProcess(node)
    }
    replica.flush()
    replica.tick(this.now)
    replica.flush()
  }

  #newOperation(): Operation {
    if (this.random.chance(0.2)) return { kind: 'reserve', lower: 100, upper: 10_000, owner: 'x' }
    return { kind: 'commit', changes: [], meta: { time: 0, node: '', authid: '' } }
  }

  #submit(entry: Entry): void {
    const node = this.random.pick(this.nodes)
    if (!node.replica || node.frozen) return
    node.waiting.add(entry.id)
    node.replica.submit(entry)
  }

  #fault(): void {
    const node = this.random.pick(this.nodes)
    const kind = this.random.below(12)
    if (kind === 0) this.stopProcess(node)
    else if (kind <= 2) this.startProcess(node)
    else if (kind === 3) this.#powerOff(node)
    else if (kind === 4) this.#powerOn(node)
    else if (kind === 5) node.frozen = this.random.chance(0.5)
    else if (kind === 6) node.storage.broken = this.random.chance(0.4)
    else if (kind === 7) this.#loseDisk()
    else if (kind <= 9) this.#partition(this.#randomGroups())
    else if (kind === 10) this.#partition([this.nodes.map(({ id }) => id)])
    else this.now += this.random.between(0, 3000)
  }

  #powerOff(node: Node): void {
    if (!node.powered) return
    this.note(`power off ${node.id}`)
    this.stopProcess(node)
    node.powered = false
    this.#network.machine(node.id).queue = []
    if (node.id === this.#weak && !this.#isLastHolder(node)) node.storage.losePower(limit => this.random.below(limit))
    this.#partition(this.#groups)
  }

  /** A loss that nothing could make good: nobody else has what it has. */
  #isLastHolder(node: Node): boolean {
    const newest = Math.max(...this.nodes.map(({ storage }) => storage.installed))
    return node.storage.installed === newest && node.storage.members.every(member => member === node.id)
  }

  #powerOn(node: Node): void {
    if (node.powered) return
    this.note(`power on ${node.id}`)
    node.powered = true
    node.frozen = false
    this.#partition(this.#groups)
    this.startProcess(node)
  }

  #loseDisk(): void {
    const node = this.nodes.find(({ id }) => id === this.#weak)
    if (!node || this.#isLastHolder(node) || node.storage.installed === 0) return
    this.stopProcess(node)
    this.note(`the disk of ${node.id} is lost`)
    node.storage.loseEverything()
    this.startProcess(node)
  }

  #randomGroups(): number[][] {
    const ids = this.random.shuffled(this.nodes.map(({ id }) => id))
    const at = 1 + this.random.below(ids.length)
    const groups = [ids.slice(0, at), ids.slice(at)]
    if (this.random.chance(0.2)) groups.push(groups[0]?.splice(0, 1) ?? [])
    return groups.filter(group => group.length)
  }

  /** Links break or heal: for a while nothing gets through, then there are other rings. */
  #partition(groups: number[][]): void {
    this.note(`links ${groups.map(group => group.join()).join(' | ')}`)
    for (const { id } of this.nodes) this.#network.stall(id)
    this.#nextGroups = groups
    this.#formAt = this.now + this.random.between(...formMs)
  }

  #form(): void {
    this.#formAt = undefined
    this.#groups = this.#nextGroups
    const off = this.nodes.filter(({ powered }) => !powered).map(({ id }) => [id])
    const groups = this.#groups.map(group => group.filter(id => this.nodes[id - 1]?.powered)).filter(group => group.length)
    this.#network.form([...groups, ...off])
    this.note(`rings ${groups.map(group => group.join()).join(' | ')}`)
    this.#countVotes()
  }

  /** What votequorum says in every ring; the quorum device favours one of them. */
  #countVotes(): void {
    const rings = this.#groups.map(group => group.filter(id => this.nodes[id - 1]?.powered)).filter(group => group.length)
    const total = this.nodes.length
    if (this.#qdevice && !rings.some(ring => ring.join() === this.#favoured.join())) {
      const largest = Math.max(...rings.map(ring => ring.length))
      this.#favoured = rings.length ? this.random.pick(rings.filter(ring => ring.length === largest)) : []
    }
    const needed = Math.floor((total + (this.#qdevice ? 1 : 0)) / 2) + 1
    for (const ring of rings) {
      const device = this.#qdevice && ring.join() === this.#favoured.join()
      const quorate = ring.length + (device ? 1 : 0) >= needed
      const quorum = { quorate, ring, votes: 1, total, tieBroken: this.#qdevice }
      for (const node of ring) {
        // In order for each node, but nobody knows when.
        const before = this.#pendingQuorum.findLast(told => told.node === node)?.at ?? 0
        this.#pendingQuorum.push({ at: Math.max(before, this.now + this.random.below(60)), node, quorum })
      }
    }
  }

  #healAll(): void {
    this.note('all is well')
    for (const node of this.nodes) {
      node.frozen = false
      node.storage.broken = false
      node.powered = true
      this.startProcess(node)
    }
    this.#partition([this.nodes.map(({ id }) => id)])
  }

  #quiet(): boolean {
    const [first] = this.nodes
    return (
      this.#formAt === undefined &&
      !this.#retries.length &&
      this.nodes.every(node => {
        if (!node.replica) this.startProcess(node)
        const { storage } = node
        return node.replica?.phase === 'member' && storage.applied === storage.last && storage.last === first?.storage.last
      })
    )
  }

  #describe({ id, replica, storage }: Node): string {
    return `${id} ${replica?.phase ?? 'off'} installed=${storage.installed}(${storage.members.join()}) ${storage.applied}/${storage.last}`
  }
}
