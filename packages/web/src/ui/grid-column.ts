import type { ReactNode } from 'react'

/** One column of a grid. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  /** CSS grid track: `8rem`, `minmax(10rem, 2fr)`. */
  readonly width: string
  readonly align?: 'start' | 'end'
  readonly cell: (row: Row) => ReactNode
  /** What it shows is never wider than the column, or cuts itself: no clip, which costs the browser time for every cell. */
  readonly fits?: boolean
  /** What rows are sorted by; left out: this column does not sort. */
  readonly sort?: (row: Row) => string | number
  /** Not shown until it is chosen. */
  readonly hidden?: boolean
}

export interface SortOrder {
  readonly column: string
  readonly descending: boolean
}

/** `-cpu` as it stands in URLs. */
export function parseSort(text: string | undefined): SortOrder | undefined {
  if (!text) return undefined
  return text.startsWith('-') ? { column: text.slice(1), descending: true } : { column: text, descending: false }
}

export const sortText = ({ column, descending }: SortOrder): string => (descending ? `-${column}` : column)

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Most lists come in the order of their numbers, and most changes leave it. */
function ascends<Row>(rows: readonly Row[], key: (row: Row) => string | number): boolean {
  let last = Number.NEGATIVE_INFINITY
  return rows.every(row => {
    const value = key(row)
    if (typeof value !== 'number' || value < last) return false
    last = value
    return true
  })
}

/** Rows in the order of a column; equal ones keep theirs. */
export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order: SortOrder | undefined): readonly Row[] {
  const key = order && columns.find(column => column.id === order.column)?.sort
  if (!key) return rows
  if (!order.descending && ascends(rows, key)) return rows
  const direction = order.descending ? -1 : 1
  const keyed = rows.map(row => ({ row, key: key(row) }))
  keyed.sort(
    (a, b) =>
      direction * (typeof a.key === 'number' && typeof b.key === 'number' ? a.key - b.key : collator.compare(String(a.key), String(b.key))),
  )
  return keyed.map(({ row }) => row)
}
