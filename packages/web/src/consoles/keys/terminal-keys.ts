import type { Held, KeyName } from './key-name.ts'

/** Final letters of keys that send `ESC [ letter`. */
const letters: Partial<Record<KeyName, string>> = {
  ArrowUp: 'A',
  ArrowDown: 'B',
  ArrowRight: 'C',
  ArrowLeft: 'D',
  End: 'F',
  Home: 'H',
  F1: 'P',
  F2: 'Q',
  F3: 'R',
  F4: 'S',
}
/** Numbers of keys that send `ESC [ number ~`. */
const numbers: Partial<Record<KeyName, number>> = {
  Insert: 2,
  Delete: 3,
  PageUp: 5,
  PageDown: 6,
  F5: 15,
  F6: 17,
  F7: 18,
  F8: 19,
  F9: 20,
  F10: 21,
  F11: 23,
  F12: 24,
}
const characters: Partial<Record<KeyName, string>> = { Escape: '\u001b', Tab: '\t', Enter: '\r', Backspace: '\u007f' }

/** What an xterm sends for a key. `application`: the program asked for application cursor keys. */
export function terminalKey(key: KeyName, { ctrl, alt }: Held, application: boolean): string {
  const modifier = 1 + (alt ? 2 : 0) + (ctrl ? 4 : 0)
  const character = characters[key]
  if (character !== undefined) return alt ? `\u001b${character}` : character
  const number = numbers[key]
  if (number !== undefined) return modifier === 1 ? `\u001b[${number}~` : `\u001b[${number};${modifier}~`
  const letter = letters[key] ?? ''
  if (modifier > 1) return `\u001b[1;${modifier}${letter}`
  return application || /^F\d/.test(key) ? `\u001bO${letter}` : `\u001b[${letter}`
}

/** A typed character with the keys that are held: Ctrl makes a control character, Alt puts ESC before it. */
export function heldCharacter(text: string, { ctrl, alt }: Held): string {
  const [first = '', ...rest] = text
  const code = first.toUpperCase().charCodeAt(0)
  let typed = first
  if (ctrl && code >= 0x40 && code <= 0x5f) typed = String.fromCharCode(code & 0x1f)
  else if (ctrl && first === ' ') typed = '\0'
  else if (ctrl && first === '?') typed = '\u007f'
  else if (ctrl && (first === '/' || first === '-')) typed = '\u001f'
  return (alt && typed !== '' ? `\u001b${typed}` : typed) + rest.join('')
}
