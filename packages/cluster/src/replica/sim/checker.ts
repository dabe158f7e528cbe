import { decodeOperation } from '../operation.ts'
import type { Outcome } from '../storage.ts'

/** Sees every entry that any node applies and every answer that any client gets, and throws at the first that must not be. */
export class Checker {
  #byIndex = new Map<number, string>()
  #answers = new Map<string, unknown>()
  #idOwners = new Map<number, string>()
  #lastOf = new Map<number, number>()
  readonly acknowledged = new Map<string, number>()

  /** A node begins from what it has on disk. */
  resumes(node: number, applied: number): void {
    this.#lastOf.set(node, applied)
  }

  /** A node got a state whole. */
  applied(node: number, index: number, { entry, value }: Outcome): void {
    const before = this.#byIndex.get(index)
    if (before !== undefined && before !== entry.id) {
      throw new Error(`divergence: node ${node} applied ${entry.id} as number ${index}, another node ${before}`)
    }
    this.#byIndex.set(index, entry.id)
    const known = this.#answers.get(entry.id)
    if (known !== undefined && known !== value)
      throw new Error(`divergence: ${entry.id} came to ${String(value)} on node ${node}, elsewhere to ${String(known)}`)
    this.#answers.set(entry.id, value)
  }

  /** A client got its answer. `index`: where its entry stands. */
  answered({ entry, value }: Outcome): void {
    const body = decodeOperation(entry.body)
    if (body.kind === 'commit') this.acknowledged.set(entry.id, Number(value))
    if (body.kind !== 'reserve') return
    const owner = this.#idOwners.get(Number(value))
    if (owner !== undefined && owner !== entry.id) throw new Error(`the id ${String(value)} was given to ${owner} and to ${entry.id}`)
    this.#idOwners.set(Number(value), entry.id)
  }

  /** What a node has in the end. */
  finished(node: number, order: readonly (readonly [number, string])[]): void {
    const ids = new Map(order)
    for (const [index, id] of order) {
      const known = this.#byIndex.get(index)
      if (index > 1 && known !== id)
        throw new Error(`divergence: in the end node ${node} has ${id} as number ${index}, applied was ${known}`)
    }
    for (const [ticket, index] of this.acknowledged) {
      if (!ids.has(index)) throw new Error(`lost: the acknowledged write ${ticket}, number ${index}, is missing on node ${node}`)
    }
  }
}
