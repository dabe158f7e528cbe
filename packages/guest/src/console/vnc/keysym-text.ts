const decoded = (label: string) => {
  const decoder = new TextDecoder(label)
  return (byte: number) => decoder.decode(Uint8Array.of(byte))
}
const firstUnicode = 0x01000000
const lowerCyrillic = 'ђѓёєѕіїјљњћќґўџ'

/** Keys of one script each: the character of the keysym's lower byte. */
const scripts: Readonly<Record<number, (byte: number) => string>> = {
  0x00: byte => String.fromCharCode(byte),
  0x01: decoded('iso-8859-2'),
  0x02: decoded('iso-8859-3'),
  0x03: decoded('iso-8859-4'),
  0x04: byte => (byte >= 0xa1 && byte <= 0xdf ? String.fromCharCode(0xff61 + byte - 0xa1) : ''),
  0x05: decoded('iso-8859-6'),
  0x06: cyrillic,
  0x07: greek,
  0x0c: decoded('iso-8859-8'),
  0x0d: decoded('windows-874'),
  0x13: decoded('iso-8859-15'),
  0x20: byte => (byte === 0xac ? '€' : ''),
}

const koi8 = decoded('koi8-r')

function cyrillic(byte: number): string {
  if (byte >= 0xc0) return koi8(byte)
  if (byte === 0xb0) return '№'
  const letter = lowerCyrillic[(byte & 0x0f) - 1] ?? ''
  return byte >= 0xb0 ? letter.toUpperCase() : letter
}

const accentedGreek: Readonly<Record<number, string>> = {
  ...Object.fromEntries(Array.from('ΆΈΉΊΪ', (letter, index) => [0xa1 + index, letter])),
  ...Object.fromEntries(Array.from('ΌΎΫ', (letter, index) => [0xa7 + index, letter])),
  0xab: 'Ώ',
  0xae: '΅',
  0xaf: '―',
  ...Object.fromEntries(Array.from('άέήίϊΐόύϋΰώ', (letter, index) => [0xb1 + index, letter])),
  0xf2: 'σ',
  0xf3: 'ς',
  0xd2: 'Σ',
}

function greek(byte: number): string {
  const accented = accentedGreek[byte]
  if (accented !== undefined) return accented
  // Letters have the order of Unicode, which has a gap, or a final sigma, in the place of Σ.
  if (byte >= 0xc1 && byte <= 0xd9 && byte !== 0xd3) return String.fromCharCode(0x391 + byte - 0xc1)
  if (byte >= 0xe1 && byte <= 0xf9) return String.fromCharCode(0x3b1 + byte - 0xe1)
  return ''
}

function unicodeText(code: number): string | undefined {
  if (code < 0x20 || code > 0x10ffff || (code >= 0x7f && code < 0xa0)) return undefined
  const text = String.fromCodePoint(code)
  return text.isWellFormed() ? text : undefined
}

/** The character that a key stands for; undefined: none, such as a dead key or a function key. */
export function keysymText(keysym: number): string | undefined {
  if (keysym >= firstUnicode) return unicodeText(keysym - firstUnicode)
  const byte = keysym & 0xff
  if (byte < 0x20 || (byte >= 0x7f && byte < 0xa0)) return undefined
  const text = scripts[keysym >>> 8]?.(byte)
  return text === undefined || text === '' || text === '\ufffd' ? undefined : text
}
