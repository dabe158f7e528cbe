import type { KeyName } from './key-name.ts'

/** A key of a keyboard: its X11 keysym, and the name of its place (KeyboardEvent.code). */
export interface Keysym {
  readonly keysym: number
  readonly code?: string
}
export type ScreenKey = KeyName | 'Control' | 'Alt' | 'Shift' | 'Meta' | 'PrintScreen'

const functionKeys = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => [`F${index + 1}`, { keysym: 0xffbe + index, code: `F${index + 1}` }]),
) as Readonly<Record<`F${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12}`, Keysym>>

export const screenKeys: Readonly<Record<ScreenKey, Keysym>> = {
  ...functionKeys,
  Escape: { keysym: 0xff1b, code: 'Escape' },
  Tab: { keysym: 0xff09, code: 'Tab' },
  Enter: { keysym: 0xff0d, code: 'Enter' },
  Backspace: { keysym: 0xff08, code: 'Backspace' },
  Insert: { keysym: 0xff63, code: 'Insert' },
  Delete: { keysym: 0xffff, code: 'Delete' },
  Home: { keysym: 0xff50, code: 'Home' },
  End: { keysym: 0xff57, code: 'End' },
  PageUp: { keysym: 0xff55, code: 'PageUp' },
  PageDown: { keysym: 0xff56, code: 'PageDown' },
  ArrowUp: { keysym: 0xff52, code: 'ArrowUp' },
  ArrowDown: { keysym: 0xff54, code: 'ArrowDown' },
  ArrowLeft: { keysym: 0xff51, code: 'ArrowLeft' },
  ArrowRight: { keysym: 0xff53, code: 'ArrowRight' },
  Control: { keysym: 0xffe3, code: 'ControlLeft' },
  Alt: { keysym: 0xffe9, code: 'AltLeft' },
  Shift: { keysym: 0xffe1, code: 'ShiftLeft' },
  Meta: { keysym: 0xffeb, code: 'MetaLeft' },
  PrintScreen: { keysym: 0xff61, code: 'PrintScreen' },
}

export interface Stroke extends Keysym {
  readonly down: boolean
}

/** Presses these keys in turn and lets go of them in reverse. */
export function chord(keys: readonly ScreenKey[]): readonly Stroke[] {
  const pressed = keys.map(key => screenKeys[key])
  return [...pressed.map(key => ({ ...key, down: true })), ...pressed.toReversed().map(key => ({ ...key, down: false }))]
}

/** Characters for which a keyboard, in its usual layout, needs Shift. */
const shifted = /[~!@#$%^&*()_+{}|:"<>?\p{Lu}]/u

/** The keysym of a character: those of Latin-1 are their own, others stand in a range by themselves. */
function keysymOf(character: string): Keysym {
  if (character === '\n') return screenKeys.Enter
  if (character === '\t') return screenKeys.Tab
  const point = character.codePointAt(0) ?? 0
  if (point < 0x100) return { keysym: point }
  return { keysym: character === '€' ? 0x20ac : 0x0100_0000 + point }
}

/** The strokes that type a text, one list for each character. What no key types is left out. */
export function typedStrokes(text: string): readonly (readonly Stroke[])[] {
  const characters = [...text.replaceAll(/\r\n?/g, '\n')].filter(one => one === '\n' || one === '\t' || !/\p{Cc}/u.test(one))
  return characters.map(character => {
    const key = keysymOf(character)
    const strokes = [
      { ...key, down: true },
      { ...key, down: false },
    ]
    if (!shifted.test(character)) return strokes
    return [{ ...screenKeys.Shift, down: true }, ...strokes, { ...screenKeys.Shift, down: false }]
  })
}
