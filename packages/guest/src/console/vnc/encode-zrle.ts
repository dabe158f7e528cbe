import { once } from 'node:events'
import { constants, createDeflate, type Deflate } from 'node:zlib'
import type { Pixels } from './paint.ts'
import type { PixelWriter } from './pixel-format.ts'
import { coloursOf, tilesOf } from './tiles.ts'

export const zrleEncoding = 16
const tileSize = 64
const raw = 0
const solid = 1
const mostColours = 16

/** Rectangles in tiles of 64 by 64 with few colours each, compressed in one stream that lasts as long as the client. */
export class ZrleEncoder {
  readonly #deflate: Deflate = createDeflate({ level: 4 })
  #compressed: Buffer[] = []

  constructor() {
    this.#deflate.on('data', (bytes: Buffer) => this.#compressed.push(bytes))
  }

  /** One after the other. */
  async encode(pixels: Pixels, writer: PixelWriter): Promise<Buffer> {
    const tiles = Buffer.concat(Array.from(tilesOf(pixels, tileSize), tile => encodeTile(tile, writer)))
    this.#deflate.write(tiles)
    await Promise.race([new Promise<void>(done => this.#deflate.flush(constants.Z_SYNC_FLUSH, done)), once(this.#deflate, 'close')])
    const compressed = Buffer.concat(this.#compressed)
    this.#compressed = []
    const length = Buffer.alloc(4)
    length.writeUInt32BE(compressed.length)
    return Buffer.concat([length, compressed])
  }

  close(): void {
    this.#deflate.destroy()
  }
}

function encodeTile(tile: Pixels, writer: PixelWriter): Buffer {
  const colours = coloursOf(tile, mostColours)
  if (!colours) return Buffer.concat([Buffer.from([raw]), ...Array.from(tile.colours, colour => writer.compact(colour))])
  const pixels = colours.map(colour => writer.compact(colour))
  if (colours.length === 1) return Buffer.concat([Buffer.from([solid]), ...pixels])
  return Buffer.concat([Buffer.from([colours.length]), ...pixels, packed(tile, colours)])
}

/** Numbers of colours in 1, 2 or 4 bits; each row begins a new byte. */
function packed({ width, height, colours }: Pixels, palette: readonly number[]): Buffer {
  const bits = palette.length === 2 ? 1 : palette.length <= 4 ? 2 : 4
  const rowBytes = Math.ceil((width * bits) / 8)
  const bytes = Buffer.alloc(rowBytes * height)
  const numbers = new Map(palette.map((colour, index) => [colour, index]))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * rowBytes + ((x * bits) >> 3)
      const shift = 8 - bits - ((x * bits) & 7)
      bytes[at] = (bytes[at] as number) | ((numbers.get(colours[y * width + x] as number) as number) << shift)
    }
  }
  return bytes
}
