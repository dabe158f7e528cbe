import { keysymText } from './keysym-text.ts'
import { keypadText, specialKey, type SpecialKey } from './special-keys.ts'

/** What programs have asked of the keyboard. */
export interface KeyModes {
  readonly applicationCursorKeysMode: boolean
}

const shift = 1
const alt = 2
const control = 4

const modifiers: Readonly<Record<number, number>> = {
  0xffe1: shift,
  0xffe2: shift,
  0xffe3: control,
  0xffe4: control,
  0xffe7: alt,
  0xffe8: alt,
  0xffe9: alt,
  0xffea: alt,
}
const plain: Readonly<Record<number, string>> = {
  0xff08: '\u007f',
  0xff09: '\t',
  0xff0a: '\n',
  0xff0d: '\r',
  0xff1b: '\u001b',
  0xff80: ' ',
  0xff89: '\t',
  0xff8d: '\r',
  0xfe20: '\u001b[Z',
}
/** What control makes of keys that are no letters, as terminals have it. */
const controlled: Readonly<Record<string, string>> = { ' ': '\u0000', '2': '\u0000', '/': '\u001f', '8': '\u007f', '\u007f': '\b' }

/** Turns key presses into what a terminal sends. Knows which modifiers are held. */
export class Keyboard {
  readonly #held = new Set<number>()

  /** Is shift held, and nothing else? */
  get shifted(): boolean {
    return this.#modifier() === shift
  }

  /** Empty: the key sends nothing. */
  press(keysym: number, down: boolean, modes: KeyModes): string {
    if (modifiers[keysym] !== undefined) {
      if (down) this.#held.add(keysym)
      else this.#held.delete(keysym)
      return ''
    }
    if (!down) return ''
    const special = specialKey(keysym)
    if (special) return this.#special(special, modes)
    const text = plain[keysym] ?? keypadText(keysym) ?? keysymText(keysym)
    return text === undefined ? '' : this.#text(text)
  }

  #modifier(): number {
    let bits = 0
    for (const keysym of this.#held) bits |= modifiers[keysym] ?? 0
    return bits
  }

  #special({ final, number, application }: SpecialKey, modes: KeyModes): string {
    const bits = this.#modifier()
    if (bits > 0) return `\u001b[${number ?? 1};${bits + 1}${final}`
    // F1 to F4 are always sent so.
    if (application && (number !== undefined || modes.applicationCursorKeysMode)) return `\u001bO${final}`
    return `\u001b[${number ?? ''}${final}`
  }

  #text(text: string): string {
    const bits = this.#modifier()
    if (text === '\t' && bits & shift) return '\u001b[Z'
    const sent = bits & control ? withControl(text) : text
    return bits & alt && sent.length === 1 ? `\u001b${sent}` : sent
  }
}

function withControl(text: string): string {
  const mapped = controlled[text]
  if (mapped !== undefined) return mapped
  if (/^[3-7]$/.test(text)) return String.fromCharCode(text.charCodeAt(0) - 0x33 + 0x1b)
  return /^[@-_a-z]$/.test(text) ? String.fromCharCode(text.charCodeAt(0) & 0x1f) : text
}
