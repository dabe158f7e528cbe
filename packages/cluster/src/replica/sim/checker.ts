import { link } from '../chain.ts'
import { decodeOperation } from '../operation.ts'
import type { Outcome } from '../storage.ts'

/** What an outcome is compared by, and the value that the client gets; undefined: nothing was made. */
export type Reading = (outcome: Outcome) => { readonly text: string; readonly value: number | undefined }

export const plainReading: Reading = ({ value }) => ({ text: String(value), value: Number(value) })

interface Known {
  readonly id: string
  readonly text: string
}

/** Sees every entry that any node applies and every answer that any client gets, and throws at the first that must not be. */
export class Checker {
  #read: Reading
  #byIndex = new Map<number, Known>()
  #values = new Map<string, number>()
  #idOwners = new Map<number, string>()
  /** Index at which an acknowledged write stands at the latest. */
  readonly acknowledged = new Map<string, number>()

  constructor(read: Reading) {
    this.#read = read
  }

  get made(): number {
    return this.#byIndex.size
  }

  /** A node applied an entry. */
  applied(node: number, index: number, outcome: Outcome): void {
    const { id } = outcome.entry
    const { text, value } = this.#read(outcome)
    const before = this.#byIndex.get(index)
    if (before && before.id !== id) throw new Error(`divergence: node ${node} applied ${id} as number ${index}, another node ${before.id}`)
    if (before && before.text !== text)
      throw new Error(`divergence: number ${index} came to ${text} on node ${node}, elsewhere to ${before.text}`)
    this.#byIndex.set(index, { id, text })
    if (value === undefined) return
    const known = this.#values.get(id)
    if (known !== undefined && known !== value) throw new Error(`made twice: ${id} came to ${value} and to ${known}`)
    this.#values.set(id, value)
  }

  /** A client got its answer: it was made as this number. */
  answered(outcome: Outcome, index: number): void {
    const { value } = this.#read(outcome)
    const { id, body } = outcome.entry
    this.acknowledged.set(id, index)
    if (value === undefined || decodeOperation(body).kind !== 'reserve') return
    const owner = this.#idOwners.get(value)
    if (owner !== undefined && owner !== id) throw new Error(`the id ${value} was given to ${owner} and to ${id}`)
    this.#idOwners.set(value, id)
  }

  /** What a node has in the end. */
  finished(node: number, applied: number, chain: number): void {
    let expected = 0
    for (let index = 2; index <= applied; index++) expected = link(expected, this.#byIndex.get(index)?.id ?? '')
    if (expected !== chain) throw new Error(`divergence: in the end node ${node} has another order than was applied`)
    for (const [id, index] of this.acknowledged) {
      if (index > applied) throw new Error(`lost: the acknowledged write ${id}, number ${index}, is missing on node ${node}`)
    }
  }
}
