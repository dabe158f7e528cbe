import { StringDecoder } from 'node:string_decoder'
import { drawingBudget } from './drawing-budget.ts'
import type { TerminalEmulator } from './terminal-emulator.ts'

/** bytes that wait to be drawn before the program has to wait */
const mostWaiting = 256 << 10
const drawnAtOnce = 32 << 10

export interface DrawingEvents {
  /** This much more is on the screen now. */
  drawn(text: string): void
  full(): void
  emptier(): void
  /** All is drawn. */
  idle(): void
}

/** What a program has printed, on its way to the screen. */
export class DrawingQueue {
  readonly #emulator: TerminalEmulator
  readonly #events: DrawingEvents
  readonly #decoder = new StringDecoder('utf8')
  #waiting: Buffer[] = []
  #bytes = 0
  /** Is something drawn of which `drawn` has not told yet? */
  busy = false

  constructor(emulator: TerminalEmulator, events: DrawingEvents) {
    this.#emulator = emulator
    this.#events = events
  }

  push(data: Buffer): void {
    this.#waiting.push(data)
    this.#bytes += data.length
    if (this.#bytes > mostWaiting) this.#events.full()
    if (!this.busy) void this.#draw()
  }

  async #draw(): Promise<void> {
    this.busy = true
    while (this.#bytes > 0) {
      const all = Buffer.concat(this.#waiting)
      const part = all.subarray(0, drawnAtOnce)
      this.#waiting = [all.subarray(part.length)]
      this.#bytes -= part.length
      if (this.#bytes <= mostWaiting) this.#events.emptier()
      await drawingBudget(part.length)
      const text = this.#decoder.write(part)
      await this.#emulator.write(text)
      this.#events.drawn(text)
    }
    this.busy = false
    this.#events.idle()
  }
}
