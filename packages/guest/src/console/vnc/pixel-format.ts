/** How a client wants its pixels. */
export interface PixelFormat {
  /** bits: 8, 16 or 32 */
  readonly bits: number
  readonly depth: number
  readonly bigEndian: boolean
  readonly trueColour: boolean
  /** Highest value and position of red, green and blue. */
  readonly max: readonly [number, number, number]
  readonly shift: readonly [number, number, number]
}

export const usualFormat: PixelFormat = {
  bits: 32,
  depth: 24,
  bigEndian: false,
  trueColour: true,
  max: [255, 255, 255],
  shift: [16, 8, 0],
}

export const formatLength = 16

export function writeFormat(format: PixelFormat): Buffer {
  const bytes = Buffer.alloc(formatLength)
  bytes[0] = format.bits
  bytes[1] = format.depth
  bytes[2] = Number(format.bigEndian)
  bytes[3] = Number(format.trueColour)
  for (const [index, max] of format.max.entries()) bytes.writeUInt16BE(max, 4 + index * 2)
  for (const [index, shift] of format.shift.entries()) bytes[10 + index] = shift
  return bytes
}

/** Throws on one that cannot be served. */
export function readFormat(bytes: Buffer): PixelFormat {
  const [bits = 0, depth = 0, bigEndian, trueColour] = bytes
  const triple = (read: (index: number) => number) => [read(0), read(1), read(2)] as const
  const format: PixelFormat = {
    bits,
    depth,
    bigEndian: bigEndian !== 0,
    trueColour: trueColour !== 0,
    max: triple(index => bytes.readUInt16BE(4 + index * 2)),
    shift: triple(index => bytes[10 + index] ?? 0),
  }
  if (![8, 16, 32].includes(bits)) throw new Error(`the VNC client wants pixels of ${bits} bits`)
  if (!format.trueColour) throw new Error('the VNC client wants a colour map: only true colour is served')
  if (format.shift.some(shift => shift >= bits)) throw new Error('the VNC client wants pixels that cannot be')
  return format
}

/** Turns colours (0xRRGGBB) into the bytes of pixels. */
export class PixelWriter {
  readonly format: PixelFormat
  /** bytes */
  readonly length: number
  /** In ZRLE a pixel whose colours lie in three of its four bytes is written as these. */
  readonly compactLength: number
  readonly #compactFrom: number
  readonly #known = new Map<number, Buffer>()

  constructor(format: PixelFormat) {
    this.format = format
    this.length = format.bits / 8
    const used = format.max.reduce((bits, max, index) => bits | (max << (format.shift[index] as number)), 0) >>> 0
    const low = used <= 0xffffff
    const compact = format.bits === 32 && format.depth <= 24 && (low || (used & 0xff) === 0)
    this.compactLength = compact ? 3 : this.length
    this.#compactFrom = compact && low === format.bigEndian ? 1 : 0
  }

  pixel(colour: number): Buffer {
    let bytes = this.#known.get(colour)
    if (!bytes) {
      if (this.#known.size > 4096) this.#known.clear()
      bytes = this.#convert(colour)
      this.#known.set(colour, bytes)
    }
    return bytes
  }

  compact(colour: number): Buffer {
    return this.pixel(colour).subarray(this.#compactFrom, this.#compactFrom + this.compactLength)
  }

  #convert(colour: number): Buffer {
    const { max, shift, bigEndian } = this.format
    const parts = [colour >>> 16, (colour >>> 8) & 0xff, colour & 0xff]
    const value = parts.reduce((bits, part, index) => {
      return bits | (Math.round((part * (max[index] as number)) / 255) << (shift[index] as number))
    }, 0)
    const bytes = Buffer.alloc(4)
    if (bigEndian) {
      bytes.writeUInt32BE(value >>> 0)
      return bytes.subarray(4 - this.length)
    }
    bytes.writeUInt32LE(value >>> 0)
    return bytes.subarray(0, this.length)
  }
}
