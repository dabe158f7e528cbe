import type { Operation } from '../replica/operation.ts'
import type { Applied, Operations } from '../state/operations.ts'

/** Brings operations into one order and applies them: alone on one machine, or together with the other nodes of a cluster. */
export interface Sequencer {
  readonly operations: Operations
  /** `id`: of an operation that may come again, so that it is made once. Fails with a Failure when it is refused, or cannot be made now. */
  submit(operation: Operation, id?: string): Promise<Applied>
  /** Does at once what waits for more to come. */
  flush(): void
  /** Called for every operation, in order, before its author gets the answer. */
  onApplied(listener: (applied: Applied) => void): void
  close(): void
}
