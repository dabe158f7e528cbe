export interface GuestAskerOptions<Row> {
  /** Fetches the rows of some guests; those that are gone or may not be seen are left out. */
  readonly fetch: (vmids: readonly number[]) => Promise<readonly Row[]>
  readonly onRows: (asked: ReadonlySet<number>, rows: readonly Row[]) => void
  /** Rows could not be fetched, or are too many to be asked for one by one: everything must be read anew. */
  readonly onLost: () => void
  /** More guests than this are not asked for. */
  readonly most: number
}

/**
 * Asks for guests of which an event said only that they changed. One question at a time; a guest that changes while its
 * answer is on the way is asked for again, so that the last answer is always the newest.
 */
export class GuestAsker<Row> {
  readonly #options: GuestAskerOptions<Row>
  #changed = new Set<number>()
  #asking = false

  constructor(options: GuestAskerOptions<Row>) {
    this.#options = options
  }

  ask(vmids: Iterable<number>): void {
    for (const vmid of vmids) this.#changed.add(vmid)
    if (!this.#asking) void this.#run()
  }

  async #run(): Promise<void> {
    const { fetch, onRows, onLost, most } = this.#options
    this.#asking = true
    try {
      while (this.#changed.size > 0) {
        const asked = this.#changed
        this.#changed = new Set()
        if (asked.size > most) onLost()
        else onRows(asked, await fetch([...asked]))
      }
    } catch {
      onLost()
    } finally {
      this.#asking = false
    }
  }
}
