import type { Pixels } from './paint.ts'

/** The tiles of a rectangle, row by row; those at its right and lower edge are smaller. */
export function* tilesOf({ width, height, colours }: Pixels, size: number): Generator<Pixels> {
  for (let y = 0; y < height; y += size) {
    for (let x = 0; x < width; x += size) {
      const tileWidth = Math.min(size, width - x)
      const tileHeight = Math.min(size, height - y)
      const tile = new Uint32Array(tileWidth * tileHeight)
      for (let row = 0; row < tileHeight; row += 1) {
        const from = (y + row) * width + x
        tile.set(colours.subarray(from, from + tileWidth), row * tileWidth)
      }
      yield { width: tileWidth, height: tileHeight, colours: tile }
    }
  }
}

/** Colours in a tile, the most frequent first; undefined: more than `most` */
export function coloursOf({ colours }: Pixels, most: number): number[] | undefined {
  const counts = new Map<number, number>()
  for (const colour of colours) {
    const count = counts.get(colour)
    if (count === undefined && counts.size === most) return undefined
    counts.set(colour, (count ?? 0) + 1)
  }
  return [...counts].toSorted(([, left], [, right]) => right - left).map(([colour]) => colour)
}
