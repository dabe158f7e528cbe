import { Failure } from '@quorate/schema'

/** Named locks in one process, given in the order in which they were asked for. */
export class MemoryLocks {
  readonly #tails = new Map<string, Promise<void>>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  async acquire(name: string, waitMs: number): Promise<AsyncDisposable> {
    const before = this.#tails.get(name)
    const { promise, resolve } = Promise.withResolvers<void>()
    const tail = (before ?? Promise.resolve()).then(() => promise)
    this.#tails.set(name, tail)
    const release = () => {
      resolve()
      if (this.#tails.get(name) === tail) this.#tails.delete(name)
    }
    const since = this.#now()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'late'>(settle => {
      timer = setTimeout(() => settle('late'), waitMs)
    })
    const got = before ? await Promise.race([before, late]) : undefined
    clearTimeout(timer)
    if (got === 'late') {
      release()
      throw new Failure(`can't lock '${name}': got timeout after ${this.#now() - since} ms`)
    }
    return { [Symbol.asyncDispose]: async () => release() }
  }
}
