import type { IBufferCell, Terminal } from '@xterm/headless'
import { background, dimmed, foreground, palette } from './palette.ts'

export const underlined = 1
/** The right half of a character that takes two columns. */
export const rightHalf = 2

/** What a screen shows, a cell after the other. */
export interface ScreenCells {
  readonly columns: number
  readonly rows: number
  /** character in the lower 21 bits, what is drawn with it above */
  readonly what: Uint32Array
  /** 0xRRGGBB */
  readonly ink: Uint32Array
  readonly paper: Uint32Array
}

export const flagShift = 21
const space = 0x20

export function blankCells(columns: number, rows: number): ScreenCells {
  const cells = columns * rows
  return { columns, rows, what: new Uint32Array(cells), ink: new Uint32Array(cells), paper: new Uint32Array(cells) }
}

/** A colour of a cell. Bold text in one of the first eight is drawn in the brighter one. */
function colourOf(rgb: boolean, indexed: boolean, value: number, fallback: number, bright: boolean): number {
  if (rgb) return value
  if (!indexed) return fallback
  return palette[bright && value < 8 ? value + 8 : value] ?? fallback
}

function readCell(cells: ScreenCells, at: number, cell: IBufferCell): void {
  const bold = cell.isBold() !== 0
  let ink = colourOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor(), bold ? 0xffffff : foreground, bold)
  let paper = colourOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor(), background, false)
  if (cell.isDim()) ink = dimmed(ink)
  if (cell.isInverse()) [ink, paper] = [paper, ink]
  if (cell.isInvisible()) ink = paper
  const code = cell.getChars().codePointAt(0) ?? space
  // A character of two columns is followed by a cell without width.
  const half = cell.getWidth() === 0
  const before = half && at > 0 ? (cells.what[at - 1] as number) & ((1 << flagShift) - 1) : code
  const flags = (cell.isUnderline() ? underlined : 0) | (half ? rightHalf : 0)
  cells.what[at] = (before | (flags << flagShift)) >>> 0
  cells.ink[at] = ink
  cells.paper[at] = paper
}

/** Reads the screen, `back` lines of what has left it included, cut or filled to the size of `cells`. The cursor is an inverted cell. */
export function readCells(terminal: Terminal, cells: ScreenCells, back: number, cursor: boolean): void {
  const buffer = terminal.buffer.active
  const top = Math.max(buffer.baseY - back, 0)
  const reused = buffer.getNullCell()
  for (let y = 0; y < cells.rows; y += 1) {
    const line = y < terminal.rows ? buffer.getLine(top + y) : undefined
    for (let x = 0; x < cells.columns; x += 1) {
      const at = y * cells.columns + x
      const cell = line?.getCell(x, reused)
      if (cell) readCell(cells, at, cell)
      else {
        cells.what[at] = space
        cells.ink[at] = foreground
        cells.paper[at] = background
      }
    }
  }
  const row = buffer.cursorY + buffer.baseY - top
  const at = row * cells.columns + Math.min(buffer.cursorX, cells.columns - 1)
  if (!cursor || row >= cells.rows) return
  const [ink, paper] = [cells.ink[at] as number, cells.paper[at] as number]
  cells.ink[at] = ink === paper ? background : paper
  cells.paper[at] = ink === paper ? foreground : ink
}
