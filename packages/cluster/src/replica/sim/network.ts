import type { Message, Quorum } from '../message.ts'
import type { Random } from './random.ts'

/** What a process is told, in this order. */
export type Arrival =
  | { readonly kind: 'message'; readonly from: number; readonly message: Message }
  | { readonly kind: 'view'; readonly nodes: readonly number[]; readonly down: readonly number[] }
  | { readonly kind: 'quorum'; readonly quorum: Quorum }

type Item =
  | { readonly kind: 'message'; readonly from: number; readonly message: Message }
  | { readonly kind: 'view'; readonly nodes: readonly number[] }

/** Machines that hear each other, and the one order of messages that they agree on. */
interface Ring {
  readonly machines: readonly number[]
  readonly order: Item[]
  /** No message gets through: it will be replaced by others, unless the link heals in time. */
  stalled: boolean
  /** Where each part of it that goes on together stops. */
  readonly cuts: Map<string, number>
}

interface Machine {
  readonly id: number
  ring: Ring
  /** How much of the ring's order it has. */
  position: number
  /** Sent, not yet ordered. */
  queue: Message[]
  /** The store's process takes part. */
  joined: boolean
  /** It stands still, corosync and all. */
  still: boolean
  /** It gets nothing for now; the ring waits for it and goes on meanwhile. */
  deaf: boolean
  view: readonly number[]
  readonly inbox: Arrival[]
}

/**
 * Corosync, as far as its users can tell: extended virtual synchrony. Machines that go together from one ring into the
 * next have got the same messages; what others got beyond that is lost for them, but for what they sent themselves, so
 * that there are holes in it. What was sent and not ordered is ordered in a later ring.
 */
export class Network {
  readonly machines = new Map<number, Machine>()
  #random: Random
  #holes: number

  /** `holes`: how often a process misses entries, which corosync never lets happen. */
  constructor(random: Random, ids: readonly number[], holes: number) {
    this.#random = random
    this.#holes = holes
    for (const id of ids) {
      const idle = { position: 0, queue: [], joined: false, still: false, deaf: false, view: [], inbox: [] }
      this.machines.set(id, { id, ring: makeRing([id]), ...idle })
    }
  }

  machine(id: number): Machine {
    const machine = this.machines.get(id)
    if (!machine) throw new Error(`there is no machine ${id}`)
    return machine
  }

  send(id: number, message: Message): void {
    this.machine(id).queue.push(message)
  }

  /** The process of a machine takes part, or (it ended) does so no more. What it sent before may have gone out or not. */
  join(id: number): void {
    const machine = this.machine(id)
    machine.joined = true
    this.#announce(machine.ring)
  }

  leave(id: number): void {
    const machine = this.#end(id)
    this.#announce(machine.ring)
  }

  /** The machine has no power any more: nobody is told but by the next ring. */
  vanish(id: number): void {
    this.#end(id)
    const machine = this.machine(id)
    machine.still = machine.deaf = false
  }

  #end(id: number): Machine {
    const machine = this.machine(id)
    const out = this.#random.below(machine.queue.length + 1)
    for (const message of machine.queue.slice(0, out)) machine.ring.order.push({ kind: 'message', from: id, message })
    machine.queue = []
    machine.joined = false
    machine.inbox.length = 0
    machine.view = []
    return machine
  }

  /** A small step of what goes on between machines. False: nothing moves. */
  step(): boolean {
    let moved = false
    for (const machine of this.#random.shuffled([...this.machines.values()])) {
      if (machine.still || machine.ring.stalled) continue
      for (let count = this.#random.below(8); count > 0; count--) moved = this.#stepOf(machine) || moved
      moved ||= machine.queue.length > 0 || machine.inbox.length > 0
    }
    return moved
  }

  #stepOf(machine: Machine): boolean {
    const { ring } = machine
    if (machine.queue.length && this.#random.chance(0.6)) {
      const message = machine.queue.shift()
      if (message) ring.order.push({ kind: 'message', from: machine.id, message })
      return true
    }
    const item = machine.deaf ? undefined : ring.order[machine.position]
    if (!item) return false
    machine.position++
    this.#arrive(machine, item, ring.machines)
    return true
  }

  /** The machines of a ring do not hear each other any more, or again. */
  stall(id: number, stalled: boolean): void {
    this.machine(id).ring.stalled = stalled
  }

  /** These machines are a ring of their own from now on. Sometimes a process is told first who is left of the old one. */
  form(group: readonly number[]): void {
    const machines = group.map(id => this.machine(id))
    const told = new Map<Ring, boolean>()
    for (const { ring } of machines) told.set(ring, this.#random.chance(0.5))
    for (const machine of machines) this.#finish(machine, group, told.get(machine.ring) ?? false)
    const ring = makeRing(group)
    for (const machine of machines) {
      machine.ring = ring
      machine.position = 0
    }
    this.#announce(ring)
  }

  tell(id: number, quorum: Quorum): void {
    const machine = this.machine(id)
    if (!machine.joined) return
    // What was not heard yet may be passed over.
    const unheard = machine.inbox.findIndex(arrival => arrival.kind === 'quorum')
    if (unheard >= 0 && this.#random.chance(0.5)) machine.inbox.splice(unheard, 1)
    machine.inbox.push({ kind: 'quorum', quorum })
  }

  /** What this machine gets of its old ring's order, given who comes along: the same for all of them. */
  #finish(machine: Machine, group: readonly number[], isTold: boolean): void {
    const { ring } = machine
    const along = ring.machines.filter(id => group.includes(id))
    const least = Math.max(...along.map(id => this.machine(id).position))
    const key = along.join()
    const cut = ring.cuts.get(key) ?? least + this.#random.below(ring.order.length - least + 1)
    ring.cuts.set(key, cut)
    for (const [at, item] of ring.order.entries()) {
      const fromAlong = item.kind === 'message' && along.includes(item.from)
      if (at >= machine.position && (at < cut || fromAlong)) this.#arrive(machine, item, ring.machines)
    }
    const left = machine.view.filter(id => along.includes(id))
    if (isTold && left.length < machine.view.length) this.#arrive(machine, { kind: 'view', nodes: left }, along)
  }

  /** `machines`: those of the ring that it comes from. */
  #arrive(machine: Machine, item: Item, machines: readonly number[]): void {
    if (!machine.joined) return
    if (item.kind === 'message') {
      const missed = item.message.type === 'entries' && this.#holes > 0 && this.#random.chance(this.#holes)
      // A process that came later has no part in what was sent before it came.
      if (machine.view.length && !missed) machine.inbox.push(item)
      return
    }
    if (!item.nodes.includes(machine.id)) return
    const down = machine.view.filter(id => !item.nodes.includes(id) && !machines.includes(id))
    machine.view = item.nodes
    machine.inbox.push({ ...item, down })
  }

  #announce(ring: Ring): void {
    ring.order.push({ kind: 'view', nodes: ring.machines.filter(id => this.machine(id).joined) })
  }
}

function makeRing(machines: readonly number[]): Ring {
  return { machines, order: [], stalled: false, cuts: new Map() }
}
