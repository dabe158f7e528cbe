import { writeFormat, usualFormat } from './pixel-format.ts'
import { glyphHeight, glyphWidth } from './unifont.ts'

export const desktopSize = -223
export const extendedDesktopSize = -308

/** The size of a screen in cells as one in pixels. */
export function pixelSize({ columns, rows }: { columns: number; rows: number }): { width: number; height: number } {
  return { width: columns * glyphWidth, height: rows * glyphHeight }
}

/** As many cells as fit. */
export function cellSize(width: number, height: number): { columns: number; rows: number } {
  return { columns: Math.floor(width / glyphWidth), rows: Math.floor(height / glyphHeight) }
}

export function serverInit({ width, height }: { width: number; height: number }, name: string): Buffer {
  const title = Buffer.from(name)
  const size = Buffer.alloc(4)
  size.writeUInt16BE(width, 0)
  size.writeUInt16BE(height, 2)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(title.length)
  return Buffer.concat([size, writeFormat(usualFormat), length, title])
}

/** The head of an update of so many rectangles. */
export function updateHead(rectangles: number): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(rectangles, 2)
  return head
}

export function rectangleHead(x: number, y: number, width: number, height: number, encoding: number): Buffer {
  const head = Buffer.alloc(12)
  for (const [index, value] of [x, y, width, height].entries()) head.writeUInt16BE(value, index * 2)
  head.writeInt32BE(encoding, 8)
  return head
}

/** Tells a new size. `reason`: 1 where this client asked for it. `result`: 0, or why it was refused. */
export function sizeRectangle(encoding: number, size: { width: number; height: number }, reason = 0, result = 0): Buffer {
  if (encoding === desktopSize) return rectangleHead(0, 0, size.width, size.height, desktopSize)
  const screen = Buffer.alloc(20)
  screen[0] = 1
  screen.writeUInt16BE(size.width, 12)
  screen.writeUInt16BE(size.height, 14)
  return Buffer.concat([rectangleHead(reason, result, size.width, size.height, extendedDesktopSize), screen])
}

/** What the server says first. */
export const vncVersion = 'RFB 003.008\n'

/** The second number of a client's version, 8 of 3.8; undefined: it speaks another protocol. */
export function versionOf(bytes: Buffer): number | undefined {
  const minor = /^RFB 003\.(\d{3})\n$/.exec(bytes.toString('latin1'))?.[1]
  return minor === undefined ? undefined : Number(minor)
}

/** Refusals of a connection: a number other than 0, then why. */
export function refusal(text: string): Buffer {
  const why = Buffer.from(text)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(1, 0)
  head.writeUInt32BE(why.length, 4)
  return Buffer.concat([head, why])
}
