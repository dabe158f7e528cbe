export interface Place {
  /** What stands in front: 0 means that it is one's turn. */
  readonly position: number
  readonly turn: Promise<void>
  /** Gives the place up: done, or no longer wanted. */
  leave(): void
}

interface Waiting {
  readonly label: string
  readonly turn: PromiseWithResolvers<void>
  readonly moved: (position: number, holder: string) => void
}

/** First come, first served, one at a time per key. */
export class Queues {
  readonly #lines = new Map<string, Waiting[]>()

  /** `moved` hears of every new position and who has the turn now, also of the first one when it is not 0. */
  enter(key: string, label: string, moved: (position: number, holder: string) => void = () => undefined): Place {
    const line = this.#lines.get(key) ?? []
    this.#lines.set(key, line)
    const me: Waiting = { label, turn: Promise.withResolvers(), moved }
    line.push(me)
    const position = line.length - 1
    if (position === 0) me.turn.resolve()
    else moved(position, line[0]?.label ?? '')
    return { position, turn: me.turn.promise, leave: () => this.#leave(key, line, me) }
  }

  /** Does anyone have the turn? */
  busy(key: string): boolean {
    return this.#lines.has(key)
  }

  #leave(key: string, line: Waiting[], me: Waiting): void {
    const at = line.indexOf(me)
    if (at < 0) return
    line.splice(at, 1)
    if (line.length === 0) this.#lines.delete(key)
    if (at === 0) line[0]?.turn.resolve()
    for (const [position, other] of line.entries()) if (position >= at && position > 0) other.moved(position, line[0]?.label ?? '')
  }
}
