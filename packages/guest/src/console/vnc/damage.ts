import type { ScreenCells } from './screen-cells.ts'

/** Cells from the left and upper one on; both numbers counted in cells. */
export interface CellArea {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where two screens of one size differ: for each row the part between the first and the last difference, like parts joined. */
export function damagedAreas(before: ScreenCells, after: ScreenCells): CellArea[] {
  const areas: CellArea[] = []
  const { columns, rows } = after
  const differs = (at: number) =>
    before.what[at] !== after.what[at] || before.ink[at] !== after.ink[at] || before.paper[at] !== after.paper[at]
  for (let y = 0; y < rows; y += 1) {
    let first = 0
    while (first < columns && !differs(y * columns + first)) first += 1
    if (first === columns) continue
    let last = columns - 1
    while (!differs(y * columns + last)) last -= 1
    const width = last - first + 1
    const above = areas.at(-1)
    if (above && above.y + above.height === y && above.x === first && above.width === width)
      areas[areas.length - 1] = { ...above, height: above.height + 1 }
    else areas.push({ x: first, y, width, height: 1 })
  }
  return areas
}
