import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Operation } from '../replica/operation.ts'
import { transact, type Applied, type Operations } from '../state/operations.ts'
import type { Sequencer } from './sequencer.ts'

interface Request {
  readonly operation: Operation
  readonly id: string
  readonly resolve: (applied: Applied) => void
  readonly reject: (error: unknown) => void
}

/**
 * Order without other nodes. Operations that arrive together share a transaction; each is applied whole or refused, in
 * the order of arrival, and answered after the commit. A transaction never spans two turns of the event loop, so whoever
 * reads over the writer's connection sees only what is committed.
 */
export class LocalSequencer implements Sequencer {
  readonly operations: Operations
  #queue: Request[] = []
  #scheduled: NodeJS.Immediate | undefined
  #listeners: ((applied: Applied) => void)[] = []
  #setRevision: StatementSync

  constructor(db: DatabaseSync, operations: Operations) {
    this.operations = operations
    this.#setRevision = db.prepare('UPDATE state SET revision = ?')
  }

  submit(operation: Operation, id = ''): Promise<Applied> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ operation, id, resolve, reject })
      this.#scheduled ??= setImmediate(() => this.flush())
    })
  }

  onApplied(listener: (applied: Applied) => void): void {
    this.#listeners.push(listener)
  }

  flush(): void {
    clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    const batch = this.#queue
    if (!batch.length) return
    this.#queue = []
    let results: Applied[]
    try {
      results = transact(
        apart => this.#apply(batch, apart),
        work => this.operations.transaction(work),
      )
    } catch (error) {
      for (const request of batch) request.reject(error)
      return
    }
    for (const [at, applied] of results.entries()) {
      for (const listener of this.#listeners) listener(applied)
      if (applied.refused === undefined) batch[at]?.resolve(applied)
      else batch[at]?.reject(applied.refused)
    }
  }

  close(): void {
    this.flush()
  }

  #apply(batch: readonly Request[], apart: boolean): Applied[] {
    let { revision } = this.operations.machine.tree.counters()
    const results = batch.map(({ id, operation }) => this.operations.apply(id, operation, ++revision, apart))
    this.#setRevision.run(revision)
    return results
  }
}
