import type { Message, Quorum } from '../message.ts'
import type { Random } from './random.ts'

/** What a process is told, in this order. */
export type Arrival =
  | { readonly kind: 'message'; readonly from: number; readonly message: Message }
  | { readonly kind: 'view'; readonly nodes: readonly number[]; readonly down: readonly number[] }
  | { readonly kind: 'quorum'; readonly quorum: Quorum }

interface Ordered {
  readonly from: number
  readonly arrival: Arrival
}

/** Machines that hear each other, and the one order of messages that they agree on. */
interface Ring {
  readonly machines: readonly number[]
  readonly order: Ordered[]
  /** No message gets through: it will be replaced by others. */
  stalled: boolean
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
  view: readonly number[]
  readonly inbox: Arrival[]
}

/**
 * Corosync, as far as its users can tell: extended virtual synchrony. Machines that go together from one ring into the
 * next have got the same messages; what others got beyond that is lost for them. What was sent and not ordered is ordered
 * in a later ring.
 */
export class Network {
  readonly machines = new Map<number, Machine>()
  #random: Random

  constructor(random: Random, ids: readonly number[]) {
    this.#random = random
    for (const id of ids) this.machines.set(id, { id, ring: this.#ring([id]), position: 0, queue: [], joined: false, view: [], inbox: [] })
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
    const machine = this.machine(id)
    const out = this.#random.below(machine.queue.length + 1)
    for (const message of machine.queue.slice(0, out))
      machine.ring.order.push({ from: id, arrival: { kind: 'message', from: id, message } })
    machine.queue = []
    machine.joined = false
    machine.inbox.length = 0
    machine.view = []
    this.#announce(machine.ring)
  }

  stall(id: number): void {
    this.machine(id).ring.stalled = true
  }

  /** One small step of what goes on in a ring. False when there was nothing to do. */
  step(id: number): boolean {
    const machine = this.machine(id)
    const { ring } = machine
    if (ring.stalled) return false
    if (machine.queue.length && this.#random.chance(0.5)) {
      const message = machine.queue.shift()
      if (message) ring.order.push({ from: id, arrival: { kind: 'message', from: id, message } })
      return true
    }
    return this.#deliver(machine)
  }

  /** New rings; every machine is in one of them. */
  form(groups: readonly (readonly number[])[]): void {
    for (const group of groups) {
      for (const id of group) this.#finish(this.machine(id), group)
    }
    for (const group of groups) {
      const ring = this.#ring(group)
      for (const id of group) {
        const machine = this.machine(id)
        machine.ring = ring
        machine.position = 0
        if (this.#random.chance(0.3)) this.#shrunkView(machine, group)
      }
      this.#announce(ring)
    }
  }

  tell(id: number, quorum: Quorum): void {
    const machine = this.machine(id)
    if (machine.joined) machine.inbox.push({ kind: 'quorum', quorum })
  }

  /** What this machine gets of its old ring's order, given who comes along: the same for all of them. */
  #finish(machine: Machine, group: readonly number[]): void {
    const { ring } = machine
    const along = ring.machines.filter(id => group.includes(id) && this.machine(id).ring === ring)
    const least = Math.max(...along.map(id => this.machine(id).position))
    const cuts = this.#cuts.get(ring) ?? new Map<string, number>()
    this.#cuts.set(ring, cuts)
    const key = along.join()
    const cut = cuts.get(key) ?? least + this.#random.below(ring.order.length - least + 1)
    cuts.set(key, cut)
    for (const [at, item] of ring.order.entries()) {
      if (at >= machine.position && (at < cut || along.includes(item.from))) this.#arrive(machine, item.arrival)
    }
    machine.position = ring.order.length
  }

  #cuts = new WeakMap<Ring, Map<string, number>>()

  /** Sometimes those who are left are told first, and those who come in a second view. */
  #shrunkView(machine: Machine, group: readonly number[]): void {
    const left = machine.view.filter(id => group.includes(id))
    if (left.length < machine.view.length && left.includes(machine.id)) this.#arrive(machine, { kind: 'view', nodes: left, down: [] })
  }

  #deliver(machine: Machine): boolean {
    const item = machine.ring.order[machine.position]
    if (!item) return false
    machine.position++
    this.#arrive(machine, item.arrival)
    return true
  }

  #arrive(machine: Machine, arrival: Arrival): void {
    if (!machine.joined) return
    if (arrival.kind !== 'view') {
      // A process that came later has no part in what was sent before it came.
      if (machine.view.length) machine.inbox.push(arrival)
      return
    }
    if (!arrival.nodes.includes(machine.id)) return
    const down = machine.view.filter(id => !arrival.nodes.includes(id) && !machine.ring.machines.includes(id))
    machine.view = arrival.nodes
    machine.inbox.push({ ...arrival, down })
  }

  #announce(ring: Ring): void {
    const nodes = ring.machines.filter(id => this.machine(id).joined)
    ring.order.push({ from: 0, arrival: { kind: 'view', nodes, down: [] } })
  }

  #ring(machines: readonly number[]): Ring {
    return { machines, order: [], stalled: false }
  }
}
