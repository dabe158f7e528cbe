import type { ReplicaStorage } from './storage.ts'

const retryMs = 2000

/** This node's disk may refuse: then the others go on without the node, until it works again. */
export class OwnDisk {
  #storage: Pick<ReplicaStorage, 'promise' | 'promised'>
  #failedAt = 0

  constructor(storage: Pick<ReplicaStorage, 'promise' | 'promised'>) {
    this.#storage = storage
  }

  /** Does what writes. Returns what the disk said, if it refused. */
  refusal(work: () => void, now: number): string | undefined {
    try {
      work()
      return undefined
    } catch (error) {
      this.#failedAt = now
      return error instanceof Error ? error.message : String(error)
    }
  }

  /** Now and then: does it write again? */
  works(now: number): boolean {
    if (now - this.#failedAt < retryMs) return false
    return this.refusal(() => this.#storage.promise(this.#storage.promised), now) === undefined
  }
}
