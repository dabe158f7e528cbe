import type { Author } from '../config-store.ts'
import type { StateMachine } from '../state/state-machine.ts'
import type { TreeChange } from '../state/tree-change.ts'
import type { Sequencer } from './sequencer.ts'

/** Changes of the tree, with their author, time and node. */
export class Writer {
  readonly machine: StateMachine
  #sequencer: Sequencer
  #node: string

  constructor(sequencer: Sequencer, node: string) {
    this.#sequencer = sequencer
    this.machine = sequencer.operations.machine
    this.#node = node
  }

  /** Returns the revision. `ticket`: a request that comes again after a broken connection is not made twice. */
  async submit(changes: readonly TreeChange[], author: Author, ticket?: { client: string; number: number }): Promise<number> {
    const meta = { time: Date.now(), node: this.#node, authid: author.authid, ...(author.upid !== undefined && { upid: author.upid }) }
    const applied = await this.#sequencer.submit({ kind: 'commit', changes, meta }, ticket && `${ticket.client}/${ticket.number}`)
    return Number(applied.value)
  }

  /** Makes at once what waits. */
  flush(): void {
    this.#sequencer.flush()
  }
}
