/** What is done under one name is done one after the other, whether or not the one before failed. */
export class TurnsByName {
  readonly #last = new Map<string, Promise<unknown>>()

  run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.#last.get(name) ?? Promise.resolve()).then(work)
    const over: Promise<void> = mine.then(
      () => this.#forget(name, over),
      () => this.#forget(name, over),
    )
    this.#last.set(name, over)
    return mine
  }

  /** Resolves when all is done that was begun before. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values())
  }

  #forget(name: string, over: Promise<unknown>): void {
    if (this.#last.get(name) === over) this.#last.delete(name)
  }
}
