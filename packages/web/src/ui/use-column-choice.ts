import { useCallback, useMemo } from 'react'
import { prefer, preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { arranged, moved, usualColumns, withColumn } from './column-order.ts'
import type { Column } from './grid-column.ts'

export interface ColumnChoice<Row> {
  /** As the user has chosen and ordered them. */
  readonly columns: readonly Column<Row>[]
  readonly show: (column: string, shown: boolean) => void
  /** One place to the left (-1) or to the right (1). */
  readonly move: (column: string, step: -1 | 1) => void
  readonly resize: (column: string, width: number | undefined) => void
  /** Widths that were changed, in pixels. */
  readonly widths: Readonly<Record<string, number>>
  readonly reset: () => void
}

/** Which columns of a grid are shown, in which order and how wide, kept in the user's preferences under the grid's name. */
export function useColumnChoice<Row>(grid: string, all: readonly Column<Row>[]): ColumnChoice<Row> {
  const { columns: chosen, columnWidths } = useStore(preferences)
  const shown = chosen[grid]
  const widths = columnWidths[grid]
  const columns = useMemo(
    () =>
      (shown ? arranged(all, shown) : all).map(column => {
        const width = widths?.[column.id]
        return width === undefined ? column : { ...column, width: `${width}px` }
      }),
    [all, shown, widths],
  )
  const choose = useCallback(
    (next: (shown: readonly string[]) => readonly string[]) => {
      const before = preferences.get().columns
      prefer({ columns: { ...before, [grid]: next(before[grid] ?? usualColumns(all)) } })
    },
    [grid, all],
  )
  const show = useCallback(
    (id: string, visible: boolean) => choose(now => (visible ? withColumn(all, now, id) : now.filter(one => one !== id))),
    [choose, all],
  )
  const move = useCallback((id: string, step: -1 | 1) => choose(now => moved(now, id, step)), [choose])
  const resize = useCallback(
    (id: string, width: number | undefined) => {
      const before = preferences.get().columnWidths
      const { [id]: _, ...others } = before[grid] ?? {}
      prefer({ columnWidths: { ...before, [grid]: width === undefined ? others : { ...others, [id]: width } } })
    },
    [grid],
  )
  const reset = useCallback(() => {
    const { columns: before, columnWidths: beforeWidths } = preferences.get()
    const { [grid]: _, ...columns } = before
    const { [grid]: __, ...columnWidths } = beforeWidths
    prefer({ columns, columnWidths })
  }, [grid])
  return { columns, show, move, resize, widths: widths ?? {}, reset }
}
