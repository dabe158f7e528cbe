import type { Column } from './grid-column.ts'

/** Ids of the columns that are shown before any choice. */
export const usualColumns = <Row>(all: readonly Column<Row>[]): readonly string[] =>
  all.filter(column => !column.hidden).map(column => column.id)

/** The columns as they were chosen: those that are shown in their order, then the others. */
export function arranged<Row>(all: readonly Column<Row>[], shown: readonly string[]): readonly Column<Row>[] {
  const chosen = shown.flatMap(id => all.find(column => column.id === id) ?? [])
  const others = all.filter(column => !shown.includes(column.id))
  return [...chosen.map(column => ({ ...column, hidden: false })), ...others.map(column => ({ ...column, hidden: true }))]
}

/** A column more, behind the one that usually stands before it. */
export function withColumn<Row>(all: readonly Column<Row>[], shown: readonly string[], id: string): readonly string[] {
  const before = all.slice(
    0,
    all.findIndex(column => column.id === id),
  )
  const neighbour = before.findLast(column => shown.includes(column.id))
  return shown.toSpliced(neighbour ? shown.indexOf(neighbour.id) + 1 : 0, 0, id)
}

/** The same columns, one of them a place earlier (-1) or later (1). */
export function moved(shown: readonly string[], id: string, step: -1 | 1): readonly string[] {
  const at = shown.indexOf(id)
  const to = at + step
  if (at < 0 || to < 0 || to >= shown.length) return shown
  return shown.toSpliced(at, 1).toSpliced(to, 0, id)
}
