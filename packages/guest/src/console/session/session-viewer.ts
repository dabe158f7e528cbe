import { Duplex } from 'node:stream'
import type { TerminalLine } from '../terminal-bridge.ts'
import { sensibleSize, type TerminalSize } from './terminal-size.ts'
import type { TerminalSession } from './terminal-session.ts'

/** bytes that may wait for a viewer; one who is slower gets the screen as it is then, without what came between */
const longestLag = 1 << 20
/** How long a new viewer may take to tell its size before it is shown the screen in the present one. */
const sizeWaitMs = 150

type State = 'new' | 'following' | 'behind'

/** One viewer's end of a session, as a terminal: first the screen as it is, then what the program prints. */
export class SessionViewer extends Duplex implements TerminalLine {
  readonly #session: TerminalSession
  readonly #timer: NodeJS.Timeout
  #state: State = 'new'
  #size: TerminalSize | undefined

  constructor(session: TerminalSession) {
    super({ allowHalfOpen: false, readableHighWaterMark: 64 << 10 })
    this.#session = session
    this.#timer = setTimeout(() => this.#begin(), sizeWaitMs)
  }

  resize(columns: number, rows: number): void {
    this.#size = sensibleSize(columns, rows)
    this.#session.resize(this.#size)
    this.#begin()
  }

  /** What the program has printed, for viewers that follow. */
  show(text: Buffer): void {
    if (this.#state !== 'following') return
    if (!this.push(text) && this.readableLength > longestLag) this.#state = 'behind'
  }

  /** The screen as it is; what is printed from now on follows. */
  showAll(snapshot: Buffer): void {
    this.#state = 'following'
    this.push(snapshot)
  }

  /** Nothing comes after this. `snapshot`: for who has not followed */
  showLast(snapshot: Buffer): void {
    clearTimeout(this.#timer)
    if (this.#state !== 'following') this.showAll(snapshot)
    this.push(null)
  }

  #begin(): void {
    clearTimeout(this.#timer)
    if (this.#state === 'new' && !this.#session.closed) this.#session.showTo(this)
  }

  override _read(): void {
    if (this.#state === 'behind' && !this.#session.closed) this.#session.showTo(this)
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#size) this.#session.resize(this.#size)
    this.#begin()
    this.#session.type(chunk, done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer)
    this.#session.leave(this)
    done(error)
  }
}
