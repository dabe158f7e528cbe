import type { Entry } from './operation.ts'

interface Submission {
  readonly entry: Entry
  readonly since: number
  /** Epoch that it was sent in; 0: it was not sent. */
  sentIn: number
}

/** What this node's own clients want and have no answer to yet. */
export class Submissions {
  #all = new Map<string, Submission>()

  get size(): number {
    return this.#all.size
  }

  add(entry: Entry, now: number): void {
    this.#all.delete(entry.id)
    this.#all.set(entry.id, { entry, since: now, sentIn: 0 })
  }

  done(id: string): void {
    this.#all.delete(id)
  }

  /** Those that are not under way in this epoch, in their order; they are from now on. `inLog`: already in the order. */
  takeUnsent(epoch: number, inLog: (id: string) => boolean): Entry[] {
    const unsent: Entry[] = []
    for (const submission of this.#all.values()) {
      if (submission.sentIn === epoch) continue
      submission.sentIn = epoch
      if (!inLog(submission.entry.id)) unsent.push(submission.entry)
    }
    return unsent
  }

  /** Gives up those that were never sent; nothing was changed by them. */
  dropUnsent(): Entry[] {
    const dropped = [...this.#all.values()].filter(({ sentIn }) => sentIn === 0).map(({ entry }) => entry)
    for (const { id } of dropped) this.#all.delete(id)
    return dropped
  }

  /** Gives up those that wait since before a moment. */
  dropOlder(than: number): { entry: Entry; sent: boolean }[] {
    const dropped: { entry: Entry; sent: boolean }[] = []
    // They stand in the order of their time.
    for (const [id, { entry, since, sentIn }] of this.#all) {
      if (since > than) break
      this.#all.delete(id)
      dropped.push({ entry, sent: sentIn !== 0 })
    }
    return dropped
  }
}
