import { link } from './chain.ts'
import type { Message, Report } from './message.ts'

type Hello = Extract<Message, { type: 'hello' }>
type Ready = Extract<Message, { type: 'ready' }>

/** Epochs are numbered within eras. Nobody begins as many within one. */
const eraLength = 2 ** 32

/**
 * Above all that these nodes have promised. Where a person gave up the others, above all that those can have begun or will
 * begin by themselves: should they come back, what was written here is what stands.
 */
function nextEpoch(hellos: readonly Hello[]): number {
  const highest = Math.max(...hellos.map(({ promised }) => promised))
  return hellos.some(({ lowered }) => lowered) ? (Math.floor(highest / eraLength) + 1) * eraLength : highest + 1
}

/**
 * How the members of a view find out that they talk about the same thing. Messages may arrive in a later view than they
 * were sent in, so the view itself proves nothing: everyone says hello with a fresh number, and a report counts when it
 * repeats the numbers of all hellos of this round, one's own among them.
 */
export class Round {
  readonly self: number
  readonly view: ReadonlySet<number>
  /** Nodes of the view that the others go on without. */
  readonly excluded = new Set<number>()
  number: number
  nonce = ''
  epoch = 0
  /** Of this round and no other, the same for all whose reports count in it: numbers of epochs come again where disks are lost. */
  mark = 0
  /** All hellos are there and the report was sent. */
  closed = false
  readonly hellos = new Map<number, Hello>()
  /** Of the latest hello of everyone in this view. */
  readonly #nonceOf = new Map<number, string>()
  readonly reports = new Map<number, Report>()

  /** `number`: of the round before. */
  constructor(self: number, view: Iterable<number>, number: number) {
    this.self = self
    this.number = number
    this.view = new Set(view)
  }

  get participants(): number[] {
    return [...this.view].filter(node => !this.excluded.has(node)).toSorted((a, b) => a - b)
  }

  begin(number: number, nonce: string): void {
    this.number = number
    this.nonce = nonce
    this.closed = false
    this.hellos.clear()
    this.reports.clear()
  }

  /** Returns whether the node had been excluded and is back. */
  hello(from: number, hello: Hello): boolean {
    if (from === this.self && hello.nonce !== this.nonce) return false
    if (!this.view.has(from)) return false
    this.#nonceOf.set(from, hello.nonce)
    if (hello.round < this.number) return false
    this.hellos.set(from, hello)
    return this.excluded.delete(from)
  }

  /** A round goes on without this node. */
  noteNumber(number: number): void {
    this.number = Math.max(this.number, number)
  }

  /** Members of an epoch that take part; none when this node is no member of it. */
  fellows(members: readonly number[]): number[] {
    return members.includes(this.self) ? this.participants.filter(node => members.includes(node)) : []
  }

  /** Is this the latest hello that the others have from a node? What it says in an older round comes too late. */
  isLatest(from: number, nonce: string): boolean {
    return this.#nonceOf.get(from) === nonce
  }

  get missingHellos(): number[] {
    return this.participants.filter(node => !this.hellos.has(node))
  }

  /** Closes the round of hellos: from now on reports count. Returns the numbers to repeat. */
  close(): Record<number, string> {
    this.closed = true
    this.epoch = nextEpoch([...this.hellos.values()])
    const nonces = this.#nonces()
    this.mark = Object.entries(nonces).reduce((mark, [node, nonce]) => link(mark, `${node} ${nonce}`), 0)
    return nonces
  }

  ready(from: number, ready: Ready): void {
    if (!this.closed || ready.epoch !== this.epoch || !this.view.has(from) || this.excluded.has(from)) return
    const own = this.#nonces()
    const nodes = Object.keys(own)
    if (nodes.length !== Object.keys(ready.nonces).length) return
    if (nodes.every(node => ready.nonces[Number(node)] === own[Number(node)])) this.reports.set(from, ready.report)
  }

  get missingReports(): number[] {
    return this.participants.filter(node => !this.reports.has(node))
  }

  #nonces(): Record<number, string> {
    return Object.fromEntries(this.participants.map(node => [node, this.hellos.get(node)?.nonce ?? '']))
  }
}
