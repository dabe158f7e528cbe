import { encodeRaw } from './encode-raw.ts'
import type { Pixels } from './paint.ts'
import type { PixelWriter } from './pixel-format.ts'
import { coloursOf, tilesOf } from './tiles.ts'

export const hextileEncoding = 5
const tileSize = 16

const raw = 1
const background = 2
const foreground = 4
const anyRuns = 8
const coloured = 16
const mostRuns = 255

/** A rectangle in tiles of 16 by 16: a background and, in one or more colours, runs of pixels upon it. */
export function encodeHextile(pixels: Pixels, writer: PixelWriter): Buffer {
  return Buffer.concat(Array.from(tilesOf(pixels, tileSize), tile => encodeTile(tile, writer)))
}

function encodeTile(tile: Pixels, writer: PixelWriter): Buffer {
  const whole = 1 + tile.colours.length * writer.length
  const [paper = 0, ink, ...more] = coloursOf(tile, tile.colours.length) ?? []
  if (ink === undefined) return Buffer.concat([Buffer.from([background]), writer.pixel(paper)])
  const many = more.length > 0
  const runs: Buffer[] = []
  for (const { colour, x, y, length } of runsOf(tile, paper)) {
    const place = Buffer.from([(x << 4) | y, (length - 1) << 4])
    runs.push(many ? Buffer.concat([writer.pixel(colour), place]) : place)
  }
  const head = many
    ? [Buffer.from([background | anyRuns | coloured]), writer.pixel(paper)]
    : [Buffer.from([background | foreground | anyRuns]), writer.pixel(paper), writer.pixel(ink)]
  const encoded = Buffer.concat([...head, Buffer.from([runs.length & 0xff]), ...runs])
  if (runs.length <= mostRuns && encoded.length < whole) return encoded
  return Buffer.concat([Buffer.from([raw]), encodeRaw(tile, writer)])
}

function* runsOf({ width, height, colours }: Pixels, paper: number): Generator<{ colour: number; x: number; y: number; length: number }> {
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width;) {
      const colour = colours[y * width + x] as number
      let end = x + 1
      while (end < width && colours[y * width + end] === colour) end += 1
      if (colour !== paper) yield { colour, x, y, length: end - x }
      x = end
    }
  }
}
