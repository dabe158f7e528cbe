import type { Entry } from './operation.ts'
import type { Phase, ReplicaPorts } from './replica-ports.ts'
import type { Outcome } from './storage.ts'
import { Submissions } from './submissions.ts'

/** What this node's clients want, what of it (and of others' entries) is in the log already, and what they are told. */
export class Clients {
  #ports: Pick<ReplicaPorts, 'committed' | 'givenUp'>
  #submissions = new Submissions()
  /** Own and others' entries beyond what is applied. */
  #inLog = new Set<string>()

  constructor(ports: Pick<ReplicaPorts, 'committed' | 'givenUp'>) {
    this.#ports = ports
  }

  add(entry: Entry, now: number): void {
    this.#submissions.add(entry, now)
  }

  /** Those to be sent in this epoch. */
  takeUnsent(epoch: number): Entry[] {
    return this.#submissions.takeUnsent(epoch, id => this.#inLog.has(id))
  }

  arrived(entries: readonly Entry[]): void {
    for (const { id } of entries) this.#inLog.add(id)
  }

  /** They arrived and did not get into the log. */
  dropped(entries: readonly Entry[]): void {
    for (const { id } of entries) this.#inLog.delete(id)
  }

  /** What is not applied of the log is now this. */
  adopted(tail: readonly Entry[]): void {
    this.#inLog = new Set(tail.map(entry => entry.id))
  }

  tell(outcomes: readonly Outcome[]): void {
    for (const { entry } of outcomes) {
      this.#inLog.delete(entry.id)
      this.#submissions.done(entry.id)
    }
    if (outcomes.length) this.#ports.committed(outcomes)
  }

  /** Without quorum a write is refused at once; while the members agree it waits. */
  dropHopeless(phase: Phase, quorate: boolean, now: number): void {
    const outvoted = phase === 'blocked' && !quorate
    if (outvoted || phase === 'apart' || phase === 'failed') {
      for (const entry of this.#submissions.dropUnsent()) this.#ports.givenUp(entry, false)
    }
    // The others may make what was sent, or not; this node will hear of it when it is with them again.
    if (outvoted) this.dropOlder(now)
  }

  dropOlder(than: number): void {
    for (const { entry, sent } of this.#submissions.dropOlder(than)) this.#ports.givenUp(entry, sent)
  }
}
