import { readFile } from 'node:fs/promises'
import { Failure } from '@quorate/schema'

const fontFile = '/usr/share/unifont/unifont.hex'
export const glyphWidth = 8
export const glyphHeight = 16
const missing = 0xfffd

/** One row is one number; the highest bit of `width` is at the left. */
export interface Glyph {
  /** pixels: 8, or 16 for characters that take two columns */
  readonly width: number
  readonly rows: Uint16Array
}

/** A bitmap font that has nearly every character of the basic plane: GNU Unifont. */
export class Unifont {
  readonly #lines: Buffer
  /** Where the line of a character begins, plus one; 0: there is none. */
  readonly #starts = new Uint32Array(0x10000)
  readonly #glyphs = new Map<number, Glyph>()

  /** `lines`: `0041:00000000...`, the rows of a character as hexadecimal digits. */
  constructor(lines: Buffer) {
    this.#lines = lines
    for (let start = 0; start < lines.length;) {
      const colon = lines.indexOf(0x3a, start)
      if (colon < 0) break
      const code = Number.parseInt(lines.toString('latin1', start, colon), 16)
      if (code < this.#starts.length) this.#starts[code] = colon + 2
      const end = lines.indexOf(0x0a, colon)
      start = end < 0 ? lines.length : end + 1
    }
  }

  glyph(code: number): Glyph {
    const known = this.#glyphs.get(code)
    if (known) return known
    const start = this.#starts[code] || this.#starts[missing]
    const glyph = start ? this.#read(start - 1) : { width: glyphWidth, rows: new Uint16Array(glyphHeight) }
    this.#glyphs.set(code, glyph)
    return glyph
  }

  #read(start: number): Glyph {
    const end = this.#lines.indexOf(0x0a, start)
    const digits = this.#lines.toString('latin1', start, end < 0 ? undefined : end).trim()
    const perRow = digits.length / glyphHeight
    const rows = Uint16Array.from({ length: glyphHeight }, (_, row) => Number.parseInt(digits.slice(row * perRow, (row + 1) * perRow), 16))
    return { width: perRow * 4, rows }
  }
}

let loading: Promise<Unifont> | undefined

/** Loaded once. Fails when the package is not installed. */
export function loadUnifont(): Promise<Unifont> {
  loading ??= readFile(fontFile).then(
    lines => new Unifont(lines),
    (error: unknown) => {
      loading = undefined
      throw new Failure(`cannot read the font ${fontFile}: install the package unifont`, { cause: error })
    },
  )
  return loading
}
