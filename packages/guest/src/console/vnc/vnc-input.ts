import type { Terminal } from '@xterm/headless'
import { Keyboard } from './keyboard.ts'

const pageUp = 0xff55
const pageDown = 0xff56
const insert = 0xff63
const middle = 2
const wheelUp = 8
const wheelDown = 16
const wheelLines = 3

/** What a key or a click comes to: bytes for the program, or lines to look back. */
export interface InputEffect {
  readonly typed?: string
  readonly scrolled?: number
}

/**
 * Keyboard, wheel and clipboard of a VNC client. Its clipboard is typed where it asks for that, by the middle button or
 * shift and insert: some clients send it whenever it changes, whatever is in it.
 */
export class VncInput {
  readonly #terminal: Terminal
  readonly #keyboard = new Keyboard()
  #buttons = 0
  #clipboard = ''

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  cut(text: string): void {
    this.#clipboard = text
  }

  key(keysym: number, down: boolean): InputEffect {
    if (this.#keyboard.shifted && (keysym === pageUp || keysym === pageDown)) {
      const half = Math.ceil(this.#terminal.rows / 2)
      return down ? { scrolled: keysym === pageUp ? half : -half } : {}
    }
    if (this.#keyboard.shifted && keysym === insert) return down ? { typed: this.#pasted() } : {}
    return { typed: this.#keyboard.press(keysym, down, this.#terminal.modes) }
  }

  pointer(buttons: number): InputEffect {
    const pressed = buttons & ~this.#buttons
    this.#buttons = buttons
    if (pressed & middle) return { typed: this.#pasted() }
    if (!(pressed & (wheelUp | wheelDown))) return {}
    const up = (pressed & wheelUp) !== 0
    // A program that has the whole screen has nothing to look back to: it is told to move.
    if (this.#terminal.buffer.active.type === 'normal') return { scrolled: up ? wheelLines : -wheelLines }
    const prefix = this.#terminal.modes.applicationCursorKeysMode ? '\u001bO' : '\u001b['
    return { typed: `${prefix}${up ? 'A' : 'B'}`.repeat(wheelLines) }
  }

  #pasted(): string {
    const text = this.#clipboard.replaceAll(/\r?\n/g, '\r')
    // What is pasted must not end the paste by itself.
    return this.#terminal.modes.bracketedPasteMode ? `\u001b[200~${text.replaceAll('\u001b', '')}\u001b[201~` : text
  }
}
