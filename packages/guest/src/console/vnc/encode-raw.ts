import type { Pixels } from './paint.ts'
import type { PixelWriter } from './pixel-format.ts'

export const rawEncoding = 0

export function encodeRaw({ colours }: Pixels, writer: PixelWriter): Buffer {
  const bytes = Buffer.allocUnsafe(colours.length * writer.length)
  let at = 0
  let last = colours[0] ?? 0
  let pixel = writer.pixel(last)
  for (const colour of colours) {
    if (colour !== last) pixel = writer.pixel(colour)
    last = colour
    for (let index = 0; index < writer.length; index += 1) bytes[at++] = pixel[index] as number
  }
  return bytes
}
