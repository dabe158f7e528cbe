import type { CellArea } from './damage.ts'
import { flagShift, rightHalf, underlined, type ScreenCells } from './screen-cells.ts'
import { glyphHeight, glyphWidth, type Unifont } from './unifont.ts'

/** A rectangle of the picture. */
export interface Pixels {
  readonly width: number
  readonly height: number
  /** 0xRRGGBB, row by row */
  readonly colours: Uint32Array
}

const underlineRow = 14

/** Draws an area of the screen. */
export function paint(font: Unifont, cells: ScreenCells, area: CellArea): Pixels {
  const width = area.width * glyphWidth
  const height = area.height * glyphHeight
  const colours = new Uint32Array(width * height)
  for (let y = 0; y < area.height; y += 1) {
    for (let x = 0; x < area.width; x += 1) {
      paintCell(font, cells, (area.y + y) * cells.columns + area.x + x, colours, (y * glyphHeight * area.width + x) * glyphWidth, width)
    }
  }
  return { width, height, colours }
}

function paintCell(font: Unifont, cells: ScreenCells, at: number, colours: Uint32Array, start: number, stride: number): void {
  const what = cells.what[at] as number
  const flags = what >>> flagShift
  const ink = cells.ink[at] as number
  const paper = cells.paper[at] as number
  const glyph = font.glyph(what & ((1 << flagShift) - 1))
  const shift = glyph.width > glyphWidth && !(flags & rightHalf) ? glyphWidth : 0
  const narrowAgain = glyph.width === glyphWidth && flags & rightHalf
  for (let row = 0; row < glyphHeight; row += 1) {
    let bits = narrowAgain ? 0 : (glyph.rows[row] as number) >>> shift
    if (flags & underlined && row === underlineRow) bits = 0xff
    let to = start + row * stride
    for (let mask = 0x80; mask; mask >>>= 1) colours[to++] = bits & mask ? ink : paper
  }
}
