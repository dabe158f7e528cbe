import { useCallback, useMemo } from 'react'
import { prefer, preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import type { Column } from './grid-column.ts'

export interface ColumnChoice<Row> {
  /** As the user has chosen them. */
  readonly columns: readonly Column<Row>[]
  readonly show: (column: string, shown: boolean) => void
  readonly resize: (column: string, width: number | undefined) => void
  /** Widths that were changed, in pixels. */
  readonly widths: Readonly<Record<string, number>>
  readonly reset: () => void
}

/** Which columns of a grid are shown and how wide, kept in the user's preferences under the grid's name. */
export function useColumnChoice<Row>(grid: string, all: readonly Column<Row>[]): ColumnChoice<Row> {
  const { columns: chosen, columnWidths } = useStore(preferences)
  const shown = chosen[grid]
  const widths = columnWidths[grid]
  const columns = useMemo(
    () =>
      all.map(column => {
        const width = widths?.[column.id]
        return {
          ...column,
          ...(shown && { hidden: !shown.includes(column.id) }),
          ...(width !== undefined && { width: `${width}px` }),
        }
      }),
    [all, shown, widths],
  )
  const show = useCallback(
    (id: string, visible: boolean) => {
      const before = preferences.get().columns
      const now = before[grid] ?? all.filter(column => !column.hidden).map(column => column.id)
      prefer({ columns: { ...before, [grid]: visible ? [...now, id] : now.filter(one => one !== id) } })
    },
    [grid, all],
  )
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
  return { columns, show, resize, widths: widths ?? {}, reset }
}
