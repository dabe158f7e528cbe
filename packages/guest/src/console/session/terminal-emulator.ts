import { SerializeAddon } from '@xterm/addon-serialize'
import headless, { type Terminal } from '@xterm/headless'
import { watchModes, type KeptModes } from './kept-modes.ts'
import type { TerminalSize } from './terminal-size.ts'

/** lines that have left the screen */
const scrollback = 1000
/** Leaves the other screen, forgets modes, clears: a snapshot comes upon whatever a viewer shows. */
const clean = '\u001b[?1049l\u001b[?9;1000;1002;1003;1004;1005;1006;1015;1016;2004l\u001b[!p\u001b[H\u001b[2J\u001b[3J'

/** The screen that a program has drawn so far, and the answers that it asked its terminal for. */
export class TerminalEmulator {
  readonly terminal: Terminal
  readonly #serialize = new SerializeAddon()
  readonly #modes: KeptModes

  constructor({ columns, rows }: TerminalSize) {
    this.terminal = new headless.Terminal({ cols: columns, rows, scrollback, allowProposedApi: true, logLevel: 'off' })
    this.terminal.loadAddon(this.#serialize)
    this.#modes = watchModes(this.terminal)
  }

  /** Resolves when the text is drawn. */
  write(text: string): Promise<void> {
    this.#modes.note(text)
    return new Promise(resolve => this.terminal.write(text, resolve))
  }

  get size(): TerminalSize {
    return { columns: this.terminal.cols, rows: this.terminal.rows }
  }

  get cursorHidden(): boolean {
    return this.#modes.cursorHidden
  }

  resize({ columns, rows }: TerminalSize): void {
    this.terminal.resize(columns, rows)
  }

  /** Text that makes another terminal of this size show and behave the same; it asks that terminal nothing. */
  snapshot(lines = scrollback): string {
    return clean + this.#serialize.serialize({ scrollback: lines }) + this.#modes.text()
  }

  onAnswer(listener: (text: string) => void): void {
    this.terminal.onData(listener)
  }

  onBell(listener: () => void): void {
    this.terminal.onBell(listener)
  }
}
