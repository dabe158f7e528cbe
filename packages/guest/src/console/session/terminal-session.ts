import { EventEmitter } from 'node:events'
import type { TerminalLine } from '../terminal-bridge.ts'
import { DrawingQueue } from './drawing-queue.ts'
import type { ProgramLine } from './dtach-link.ts'
import { QueryFilter } from './query-filter.ts'
import { SessionViewer } from './session-viewer.ts'
import type { TerminalEmulator } from './terminal-emulator.ts'
import type { TerminalSize } from './terminal-size.ts'

/** answers that wait for a program that does not read them */
const mostAnswers = 64

interface SessionEvents {
  /** Something was drawn, or the size is another. */
  drawn: []
  bell: []
  /** Somebody has come or gone. */
  viewers: []
  /** The program has. What it printed last, and why it ended, is still to be shown. */
  ended: []
  /** Nothing more will be shown. */
  closed: []
}

/** Puts an end to whatever sequence, colour or line was begun. */
const freshLine = '\u0018\u001b[m\r\n'

/**
 * One program on a terminal, with all who look at it: they see the same and may all type. The screen has the size of
 * the viewer who typed, or changed the size of his window, last.
 */
export class TerminalSession extends EventEmitter<SessionEvents> {
  readonly emulator: TerminalEmulator
  readonly #line: ProgramLine
  readonly #drawing: DrawingQueue
  readonly #filter = new QueryFilter()
  readonly #present = new Set<object>()
  readonly #toShowAll = new Set<SessionViewer>()
  readonly #whyEnded: () => Promise<string>
  #answers = 0
  #ended = false
  #closed = false
  /** We have let go of the program: it runs on. */
  released = false
  /** milliseconds on the clock of `performance` */
  lastOutput = performance.now()

  constructor(emulator: TerminalEmulator, line: ProgramLine, whyEnded: () => Promise<string>) {
    super()
    this.setMaxListeners(0)
    this.emulator = emulator
    this.#line = line
    this.#whyEnded = whyEnded
    this.#drawing = new DrawingQueue(emulator, {
      drawn: text => this.#spread(text),
      full: () => line.pause(),
      emptier: () => line.resume(),
      idle: () => this.#ended && void this.#finish(),
    })
    line.resize(emulator.size.columns, emulator.size.rows)
    line.listen(
      data => {
        this.lastOutput = performance.now()
        this.#drawing.push(data)
      },
      () => this.#end(),
    )
    emulator.onAnswer(text => this.#answer(text))
    emulator.onBell(() => this.emit('bell'))
  }

  get ended(): boolean {
    return this.#ended
  }

  get closed(): boolean {
    return this.#closed
  }

  get viewers(): number {
    return this.#present.size
  }

  join(): TerminalLine {
    const viewer = new SessionViewer(this)
    this.enter(viewer)
    if (this.#closed) viewer.showLast(Buffer.from(this.emulator.snapshot()))
    return viewer
  }

  /** Counts somebody who looks, until he leaves. */
  enter(who: object): void {
    this.#present.add(who)
    this.emit('viewers')
  }

  leave(who: object): void {
    this.#toShowAll.delete(who as SessionViewer)
    if (this.#present.delete(who)) this.emit('viewers')
  }

  /** `done`: the program's terminal has it. */
  type(data: Uint8Array, done?: (error?: Error | null) => void): void {
    this.#line.send(data, done)
  }

  resize(size: TerminalSize): void {
    const { columns, rows } = this.emulator.size
    if (this.#ended || (size.columns === columns && size.rows === rows)) return
    this.emulator.resize(size)
    this.#line.resize(size.columns, size.rows)
    this.emit('drawn')
  }

  /** Makes a program that draws a whole screen draw it anew, by a change of its size that is taken back. */
  redraw(): void {
    const { columns, rows } = this.emulator.size
    this.#line.resize(columns, rows + 1)
    this.#line.resize(columns, rows)
  }

  /** Gives a viewer the whole screen as soon as all that others have got is drawn. */
  showTo(viewer: SessionViewer): void {
    this.#toShowAll.add(viewer)
    if (!this.#drawing.busy) this.#showAll()
  }

  /** Lets go of the program, which runs on. */
  close(): void {
    this.released = true
    this.#line.close()
  }

  #spread(drawn: string): void {
    const text = Buffer.from(this.#filter.push(drawn))
    if (text.length > 0) for (const viewer of this.#present) if (viewer instanceof SessionViewer) viewer.show(text)
    this.#showAll()
    this.emit('drawn')
  }

  #showAll(): void {
    if (this.#toShowAll.size === 0) return
    const snapshot = Buffer.from(this.emulator.snapshot())
    for (const viewer of this.#toShowAll) viewer.showAll(snapshot)
    this.#toShowAll.clear()
  }

  /** A program that asks and asks, and never reads the answers, gets no more of them. */
  #answer(text: string): void {
    if (this.#answers >= mostAnswers) return
    this.#answers += 1
    this.#line.send(Buffer.from(text), () => (this.#answers -= 1))
  }

  #end(): void {
    this.#ended = true
    this.emit('ended')
    if (!this.#drawing.busy) void this.#finish()
  }

  async #finish(): Promise<void> {
    if (!this.released) {
      const words = `${freshLine}${await this.#whyEnded()}\r\n`
      await this.emulator.write(words)
      this.#spread(words)
    }
    this.#closed = true
    const snapshot = Buffer.from(this.emulator.snapshot())
    for (const viewer of this.#present) if (viewer instanceof SessionViewer) viewer.showLast(snapshot)
    this.emit('closed')
  }
}
