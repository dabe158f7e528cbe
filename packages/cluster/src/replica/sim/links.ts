import type { Network } from './network.ts'
import type { Profile } from './profile.ts'
import type { Quorum } from '../message.ts'
import type { Random } from './random.ts'
import { Votes } from './votes.ts'

/** How long corosync takes for new rings, at the least and at the most. */
const formMs = [1700, 3700] as const
/** The quorum device takes a machine that stands still for gone after so long. */
const deviceMs = 1700

export interface LinkedMachine {
  readonly id: number
  readonly powered: boolean
  /** Since when it stands still. */
  readonly stillSince: number | undefined
}

/** Which machines hear each other, and what corosync makes of it in its own time: rings, and words about quorum. */
export class Links {
  #network: Network
  #random: Random
  #machines: readonly LinkedMachine[]
  #votes: Votes
  #quorumMs: number
  /** As the cables are. */
  #groups: readonly (readonly number[])[]
  #forming: { readonly at: number; readonly group: readonly number[] }[] = []
  #telling: { readonly at: number; readonly node: number; readonly quorum: Quorum }[] = []
  #lookAt: number | undefined
  /** Votequorum tells these nodes nothing for now. */
  readonly muted = new Set<number>()

  constructor(network: Network, random: Random, machines: readonly LinkedMachine[], profile: Profile) {
    this.#network = network
    this.#random = random
    this.#machines = machines
    this.#votes = new Votes(machines.length, profile.tieRule, random)
    this.#quorumMs = profile.quorumMs
    const ids = machines.map(({ id }) => id)
    this.#groups = [ids]
    network.form(ids)
    this.#votes.look(this.#voters(0))
    this.#tell(ids, 0)
  }

  get settled(): boolean {
    return !this.#forming.length && !this.#telling.length
  }

  #quorumOf(id: number): Quorum {
    return this.#votes.said(this.#network.machine(id).ring.machines)
  }

  /** Links break or heal; undefined: a machine stopped or started. */
  change(groups: readonly (readonly number[])[] | undefined, now: number): void {
    this.#groups = groups ?? this.#groups
    const apart = this.#machines.filter(machine => !machine.powered || machine.stillSince !== undefined).map(({ id }) => id)
    const wanted = [
      ...this.#groups.map(group => group.filter(id => !apart.includes(id)).toSorted((a, b) => a - b)).filter(group => group.length),
      ...apart.map(id => [id]),
    ]
    this.#forming = []
    for (const group of wanted) {
      const isThere = this.#rings.some(ring => ring.join() === group.join())
      for (const id of group) this.#network.stall(id, !isThere)
      if (!isThere) this.#forming.push({ at: now + this.#random.between(...formMs), group })
    }
    if (this.#lookAt === undefined) this.#lookAt = now + this.#random.below(100)
  }

  /** What comes at this moment. Returns whether something is under way. */
  pass(now: number): boolean {
    const due = this.#forming.filter(({ at }) => at <= now)
    this.#forming = this.#forming.filter(({ at }) => at > now)
    for (const { group } of due) this.#form(group, now)
    if (due.length || (this.#lookAt !== undefined && this.#lookAt <= now)) this.#look(now)
    const isDue = ({ at, node }: { at: number; node: number }) => at <= now && !this.muted.has(node) && !this.#network.machine(node).still
    for (const told of this.#telling.filter(isDue)) this.#network.tell(told.node, told.quorum)
    this.#telling = this.#telling.filter(told => !isDue(told))
    return this.#telling.length > 0
  }

  /** Votequorum speaks again, of what is so now. */
  unmute(now: number): void {
    const nodes = [...this.muted]
    this.muted.clear()
    this.#telling = this.#telling.filter(({ node }) => !nodes.includes(node))
    this.#tell(nodes, now)
  }

  /** The quorum device changes its mind: those who lose its vote are told first. */
  moveVote(now: number): void {
    if (this.muted.size || this.#machines.some(({ stillSince }) => stillSince !== undefined)) return
    const losers = this.#votes.move(this.#voters(now))
    if (!losers) return
    this.#tell(losers, now)
    const told = Math.max(...this.#telling.filter(({ node }) => losers.includes(node)).map(({ at }) => at))
    for (const ring of this.#rings) if (ring.join() !== losers.join()) this.#tell(ring, told)
  }

  /** A process asks corosync what is so. */
  ask(id: number, now: number): void {
    this.#tell([id], now)
  }

  /** Those that are whole: of others, what is left waits for a new one. */
  get #rings(): (readonly number[])[] {
    const rings = new Set(this.#machines.map(({ id }) => this.#network.machine(id).ring))
    return [...rings].filter(ring => ring.machines.every(id => this.#network.machine(id).ring === ring)).map(({ machines }) => machines)
  }

  #form(group: readonly number[], now: number): void {
    this.#network.form(group)
    // Of a ring that passed while a machine stood still, its votequorum says nothing.
    this.#telling = this.#telling.filter(({ node }) => !group.includes(node) || !this.#network.machine(node).still)
    // Sometimes the device is slower than the ring: then votequorum speaks twice.
    if (this.#random.chance(0.3)) this.#tell(group, now)
    this.#votes.look(this.#voters(now))
    this.#tell(group, now)
  }

  #look(now: number): void {
    this.#lookAt = undefined
    if (this.#votes.look(this.#voters(now))) for (const ring of this.#rings) this.#tell(ring, now)
    if (this.#machines.some(({ stillSince }) => stillSince !== undefined && stillSince + deviceMs > now)) this.#lookAt = now + deviceMs
  }

  #voters(now: number) {
    const isThere = (id: number) => {
      const machine = this.#machines[id - 1]
      return machine?.powered === true && (machine.stillSince === undefined || machine.stillSince + deviceMs > now)
    }
    return this.#rings.map(machines => ({ machines, alive: machines.some(isThere) }))
  }

  /** In order for each node, but nobody knows when. */
  #tell(nodes: readonly number[], now: number): void {
    for (const node of nodes) {
      const before = this.#telling.findLast(told => told.node === node)?.at ?? 0
      this.#telling.push({ at: Math.max(before, now + this.#random.below(this.#quorumMs)), node, quorum: this.#quorumOf(node) })
    }
  }
}
