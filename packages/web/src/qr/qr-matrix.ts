import { codeWords, versionFor } from './code-words.ts'
import { penalty } from './penalty.ts'

/** Rows of modules; true is dark. */
export type Matrix = readonly (readonly boolean[])[]

const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  x => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
]

/** Check bits of format and version: the rest of a division by a polynomial. */
function withChecks(value: number, bits: number, polynomial: number): number {
  let rest = value
  for (let step = 0; step < bits; step += 1) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * polynomial)
  return (value << bits) | rest
}

/** Level M is 0 in the format's own numbers. */
export const formatBits = (mask: number): number => withChecks(mask, 10, 0x537) ^ 0x5412
export const versionBits = (version: number): number => withChecks(version, 12, 0x1f25)

/** Where alignment patterns stand, along one side. */
export function alignmentCentres(version: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2
  const last = version * 4 + 10
  return [6, ...Array.from({ length: count - 1 }, (_, index) => last - (count - 2 - index) * step)]
}

class Drawing {
  readonly size: number
  readonly version: number
  readonly dark: boolean[][]
  readonly #fixed: boolean[][]

  constructor(version: number) {
    this.version = version
    this.size = version * 4 + 17
    const rows = () => Array.from({ length: this.size }, () => Array.from({ length: this.size }, () => false))
    this.dark = rows()
    this.#fixed = rows()
    this.#patterns()
    this.format(0)
  }

  #set(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return
    this.dark[y]![x] = dark
    this.#fixed[y]![x] = true
  }

  /** A square of rings; `light`: distances from the centre that are light. */
  #rings(x: number, y: number, radius: number, light: readonly number[]): void {
    for (let dy = -radius; dy <= radius; dy += 1)
      for (let dx = -radius; dx <= radius; dx += 1) this.#set(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
  }

  #patterns(): void {
    const { size, version } = this
    for (let index = 0; index < size; index += 1) {
      this.#set(6, index, index % 2 === 0)
      this.#set(index, 6, index % 2 === 0)
    }
    for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) this.#rings(x, y, 4, [2, 4]) // prettier-ignore
    const centres = alignmentCentres(version)
    for (const x of centres) {
      for (const y of centres) {
        const inFinder = (x === 6 && (y === 6 || y === size - 7)) || (y === 6 && x === size - 7)
        if (!inFinder) this.#rings(x, y, 2, [1])
      }
    }
    if (version < 7) return
    const bits = versionBits(version)
    for (let index = 0; index < 18; index += 1) {
      const dark = ((bits >>> index) & 1) === 1
      const [a, b] = [size - 11 + (index % 3), Math.floor(index / 3)]
      this.#set(a, b, dark)
      this.#set(b, a, dark)
    }
  }

  /** Level and mask, twice, and the module that is always dark. */
  format(mask: number): void {
    const bits = formatBits(mask)
    const { size } = this
    for (let index = 0; index < 15; index += 1) {
      const dark = ((bits >>> index) & 1) === 1
      if (index < 6) this.#set(8, index, dark)
      else if (index < 8) this.#set(8, index + 1, dark)
      else if (index === 8) this.#set(7, 8, dark)
      else this.#set(14 - index, 8, dark)
      if (index < 8) this.#set(size - 1 - index, 8, dark)
      else this.#set(8, size - 15 + index, dark)
    }
    this.#set(8, size - 8, true)
  }

  /** Draws the words in columns of two, from the right, up and down by turns. */
  words(words: Uint8Array): void {
    let bit = 0
    for (let pair = this.size - 1; pair >= 1; pair -= 2) {
      // The column of the timing pattern is left out.
      const right = pair <= 6 ? pair - 1 : pair
      const upwards = ((right + 1) & 2) === 0
      for (let step = 0; step < this.size; step += 1) {
        const y = upwards ? this.size - 1 - step : step
        for (const x of [right, right - 1]) {
          if (this.#fixed[y]![x] || bit >= words.length * 8) continue
          this.dark[y]![x] = ((words[bit >> 3]! >>> (7 - (bit & 7))) & 1) === 1
          bit += 1
        }
      }
    }
  }

  /** Applied twice it changes nothing. */
  mask(mask: number): void {
    const flips = masks[mask]!
    for (let y = 0; y < this.size; y += 1)
      for (let x = 0; x < this.size; x += 1) if (!this.#fixed[y]![x] && flips(x, y)) this.dark[y]![x] = !this.dark[y]![x]
  }
}

/** A text as a QR code of level M. Throws a RangeError when it is longer than some 650 bytes. */
export function qrMatrix(text: string): Matrix {
  const bytes = new TextEncoder().encode(text)
  const version = versionFor(bytes.length)
  if (version === undefined) throw new RangeError('the text is too long for a QR code')
  const drawing = new Drawing(version)
  drawing.words(codeWords(bytes, version))
  let best = { mask: 0, penalty: Infinity }
  for (let mask = 0; mask < masks.length; mask += 1) {
    drawing.mask(mask)
    drawing.format(mask)
    const found = penalty(drawing.dark)
    if (found < best.penalty) best = { mask, penalty: found }
    drawing.mask(mask)
  }
  drawing.mask(best.mask)
  drawing.format(best.mask)
  return drawing.dark
}
