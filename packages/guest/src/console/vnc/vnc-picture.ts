import type { TerminalEmulator } from '../session/terminal-emulator.ts'
import type { TerminalSize } from '../session/terminal-size.ts'
import { damagedAreas } from './damage.ts'
import { encodeHextile, hextileEncoding } from './encode-hextile.ts'
import { encodeRaw, rawEncoding } from './encode-raw.ts'
import { ZrleEncoder, zrleEncoding } from './encode-zrle.ts'
import { paint, type Pixels } from './paint.ts'
import { PixelWriter, usualFormat, type PixelFormat } from './pixel-format.ts'
import { blankCells, readCells } from './screen-cells.ts'
import { rectangleHead } from './server-texts.ts'
import { glyphHeight, glyphWidth, type Unifont } from './unifont.ts'

const spoken = [zrleEncoding, hextileEncoding, rawEncoding]

/** The screen as one client has it, and how it becomes what the screen is now. */
export class VncPicture {
  readonly #font: Unifont
  readonly #zrle = new ZrleEncoder()
  #writer = new PixelWriter(usualFormat)
  #encoding = rawEncoding
  #shown = blankCells(0, 0)
  #next = blankCells(0, 0)
  #whole = true

  constructor(font: Unifont) {
    this.#font = font
  }

  set format(format: PixelFormat) {
    this.#writer = new PixelWriter(format)
    this.#whole = true
  }

  /** The first one that is spoken here is taken. */
  set encodings(encodings: readonly number[]) {
    this.#encoding = encodings.find(encoding => spoken.includes(encoding)) ?? rawEncoding
  }

  get size(): TerminalSize {
    return this.#shown
  }

  set size({ columns, rows }: TerminalSize) {
    this.#shown = blankCells(columns, rows)
    this.#next = blankCells(columns, rows)
    this.#whole = true
  }

  /** The client knows nothing any more. */
  forget(): void {
    this.#whole = true
  }

  /** Rectangles that bring the client up to date; none: it is. `back`: lines that it looks back. */
  async update(emulator: TerminalEmulator, back: number): Promise<Buffer[]> {
    const { columns, rows } = this.#next
    readCells(emulator.terminal, this.#next, back, back === 0 && !emulator.cursorHidden)
    const areas = this.#whole ? [{ x: 0, y: 0, width: columns, height: rows }] : damagedAreas(this.#shown, this.#next)
    this.#whole = false
    const cells = this.#next
    this.#next = this.#shown
    this.#shown = cells
    // The client may change its mind meanwhile.
    const how = { writer: this.#writer, encoding: this.#encoding }
    const rectangles: Buffer[] = []
    for (const area of areas) {
      const pixels = paint(this.#font, cells, area)
      const head = rectangleHead(area.x * glyphWidth, area.y * glyphHeight, pixels.width, pixels.height, how.encoding)
      rectangles.push(Buffer.concat([head, await this.#encode(pixels, how)]))
    }
    return rectangles
  }

  #encode(pixels: Pixels, { writer, encoding }: { writer: PixelWriter; encoding: number }): Promise<Buffer> | Buffer {
    if (encoding === zrleEncoding) return this.#zrle.encode(pixels, writer)
    return encoding === hextileEncoding ? encodeHextile(pixels, writer) : encodeRaw(pixels, writer)
  }

  close(): void {
    this.#zrle.close()
  }
}
