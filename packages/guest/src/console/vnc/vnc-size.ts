import { sensibleSize, type TerminalSize } from '../session/terminal-size.ts'
import type { TerminalSession } from '../session/terminal-session.ts'
import { cellSize, desktopSize, extendedDesktopSize, pixelSize, sizeRectangle } from './server-texts.ts'

const refused = 3

/** The size of the screen as one client wants it, and as it was told. */
export class VncSize {
  readonly #session: TerminalSession
  #wanted: TerminalSize | undefined
  #encoding: number | undefined
  /** The answer to the client's wish for a size, or the first word that it may wish. */
  #answer: { readonly reason: number; readonly result: number } | undefined

  constructor(session: TerminalSession, wanted: TerminalSize | undefined) {
    this.#session = session
    this.#wanted = wanted
  }

  set encodings(encodings: readonly number[]) {
    this.#encoding = [extendedDesktopSize, desktopSize].find(encoding => encodings.includes(encoding))
    this.#answer = { reason: 0, result: 0 }
  }

  /** The client is the one who typed last. */
  claim(): void {
    if (this.#wanted) this.#session.resize(this.#wanted)
  }

  ask({ width, height, screens }: { readonly width: number; readonly height: number; readonly screens: number }): void {
    const { columns, rows } = cellSize(width, height)
    const possible = screens === 1 && columns > 0 && rows > 0
    this.#answer = { reason: 1, result: possible ? 0 : refused }
    if (possible) this.#wanted = sensibleSize(columns, rows)
    this.claim()
  }

  /** A rectangle for a client that has to be told: the size is no longer the one that it knows, or it waits for an answer. */
  news(known: TerminalSize): Buffer | undefined {
    const { size } = this.#session.emulator
    const changed = size.columns !== known.columns || size.rows !== known.rows
    const answer = this.#encoding === extendedDesktopSize ? this.#answer : undefined
    if (this.#encoding === undefined || (!changed && !answer)) return undefined
    this.#answer = undefined
    return sizeRectangle(this.#encoding, pixelSize(size), answer?.reason, answer?.result)
  }
}
