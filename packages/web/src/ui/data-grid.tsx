import { useLingui } from '@lingui/react/macro'
import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react'
import { GridRow, type RowHandlers } from './data-grid-row.tsx'
import { GridHeader } from './grid-header.tsx'
import { sortRows, type Column, type SortOrder } from './grid-column.ts'
import { selectRow } from './grid-selection.ts'
import type { MenuAnchor } from './menu-anchor.ts'
import { usePhone } from './use-media.ts'
import { useRowHeight } from './use-row-height.ts'
import { useVisibleRows } from './use-visible-rows.ts'

export interface DataGridProps<Row, K extends string | number> {
  /** What it lists, for screen readers. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => K
  readonly sort?: SortOrder | undefined
  readonly onSort?: (sort: SortOrder) => void
  /** Left out: rows cannot be selected. */
  readonly selected?: ReadonlySet<K>
  readonly onSelect?: (selected: ReadonlySet<K>) => void
  /** Enter, click on a row. */
  readonly onOpen?: (row: Row) => void
  /** `.`, or the right mouse button. */
  readonly onActions?: (row: Row, anchor: MenuAnchor) => void
  /** The row's two lines where there is room for one column only; left out: the first two columns. */
  readonly phoneRow?: (row: Row) => ReactNode
  /** Shown instead of rows when there is none. */
  readonly empty?: ReactNode
  /** Told which rows are on the screen. */
  readonly onVisible?: (rows: readonly Row[]) => void
  /** Told when the edge of a column's head is dragged: its width in pixels, undefined for its own. */
  readonly onWidth?: (column: string, width: number | undefined) => void
  /** Cells keep nothing of their own: a row that leaves the screen becomes the next one. */
  readonly recycle?: boolean
  readonly className?: string
}

/** A list of any length: only the rows on the screen exist. One row is active; arrows move it, Space selects, Enter opens. */
export function DataGrid<Row, K extends string | number>(props: DataGridProps<Row, K>) {
  const {
    label,
    columns: allColumns,
    rowKey,
    sort,
    onSort,
    selected,
    onSelect,
    onOpen,
    onActions,
    phoneRow,
    empty,
    onVisible,
    onWidth,
  } = props
  const { t } = useLingui()
  const phone = usePhone()
  const rowHeight = useRowHeight()
  const id = useId()
  const anchor = useRef<K>(undefined)
  const [active, setActive] = useState<K>()
  const columns = useMemo(() => allColumns.filter(column => !column.hidden), [allColumns])
  const rows = useMemo(() => sortRows(props.rows, allColumns, sort), [props.rows, allColumns, sort])
  const { ref, first, end, most, total, page, reveal } = useVisibleRows({
    count: rows.length,
    height: rowHeight,
    header: phone ? 0 : rowHeight,
  })
  useEffect(() => onVisible?.(rows.slice(first, end)), [onVisible, rows, first, end])

  const template = `${selected ? (phone ? '2.75rem ' : '2.5rem ') : ''}${phone ? '1fr' : columns.map(column => column.width).join(' ')}`
  const activeIndex = active === undefined ? -1 : rows.findIndex(row => rowKey(row) === active)
  const goTo = (index: number) => {
    const at = Math.min(rows.length - 1, Math.max(0, index))
    const row = rows[at]
    if (row === undefined) return
    setActive(rowKey(row))
    reveal(at)
  }
  const select = (key: K, range: boolean) => {
    if (!selected) return
    onSelect?.(selectRow(selected, rows.map(rowKey), key, { range, anchor: anchor.current }))
    anchor.current = key
  }
  // A row that was drawn earlier must not select by what was selected then.
  const latest = useRef<RowHandlers<Row>>(undefined)
  latest.current = {
    toggle: (row, range) => select(rowKey(row), range),
    press(row) {
      setActive(rowKey(row))
      onOpen?.(row)
    },
    actions(row, anchor) {
      onActions?.(row, anchor)
      return onActions !== undefined
    },
  }
  const [handlers] = useState<RowHandlers<Row>>({
    toggle: (row, range) => latest.current?.toggle(row, range),
    press: row => latest.current?.press(row),
    actions: (row, anchor) => latest.current?.actions(row, anchor) ?? false,
  })

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page }
    const step = steps[event.key]
    const row = rows[activeIndex]
    if (step !== undefined) {
      const next = activeIndex < 0 ? 0 : activeIndex + step
      goTo(next)
      const target = rows[Math.min(rows.length - 1, Math.max(0, next))]
      if (event.shiftKey && target !== undefined) select(rowKey(target), true)
    } else if (event.key === 'Home') goTo(0)
    else if (event.key === 'End') goTo(rows.length - 1)
    else if ((event.key === ' ' || event.key === 'x') && row !== undefined) select(rowKey(row), event.shiftKey)
    else if (event.key === 'Enter' && row !== undefined) onOpen?.(row)
    else if (event.key === '.' && row !== undefined && onActions)
      onActions(row, document.getElementById(`${id}-${active}`) ?? event.currentTarget)
    else return
    event.preventDefault()
  }

  const allSelected = selected !== undefined && rows.length > 0 && rows.every(row => selected.has(rowKey(row)))
  return (
    <div className={`flex min-h-0 flex-col overflow-hidden rounded-lg border border-line bg-surface ${props.className ?? ''}`}>
      <div
        ref={ref}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable={selected ? true : undefined}
        aria-activedescendant={activeIndex >= first && activeIndex < end ? `${id}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onFocus={event => event.target === event.currentTarget && activeIndex < 0 && goTo(first)}
        className="min-h-24 flex-1 overflow-auto contain-strict -outline-offset-2"
        style={{ '--columns': template } as CSSProperties}
      >
        <div role="rowgroup" className={phone ? 'sr-only' : 'sticky top-0 z-10 min-w-fit bg-surface'}>
          <div role="row" aria-rowindex={1} className="grid h-(--row) grid-cols-(--columns) items-center border-b border-line">
            {selected && (
              <div role="columnheader" className="flex justify-center">
                <input
                  type="checkbox"
                  tabIndex={-1}
                  aria-label={t`Select all`}
                  checked={allSelected}
                  disabled={rows.length === 0}
                  ref={box => {
                    if (box) box.indeterminate = selected.size > 0 && !allSelected
                  }}
                  onChange={() => onSelect?.(new Set(allSelected ? [] : rows.map(rowKey)))}
                  className="size-4 accent-accent"
                />
              </div>
            )}
            {columns.map(column => (
              <GridHeader
                key={column.id}
                column={column}
                sort={sort}
                onSort={onSort}
                onWidth={onWidth && (width => onWidth(column.id, width))}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="relative min-w-fit" style={{ height: total }}>
          {rows.slice(first, end).map((row, at) => {
            const key = rowKey(row)
            return (
              <GridRow
                key={props.recycle ? (first + at) % most : key}
                id={`${id}-${key}`}
                row={row}
                index={first + at}
                top={(first + at) * rowHeight}
                height={rowHeight}
                template={template}
                columns={columns}
                phoneRow={phone ? (phoneRow ?? defaultPhoneRow(columns)) : undefined}
                selected={selected?.has(key)}
                active={key === active}
                handlers={handlers}
              />
            )
          })}
        </div>
        {rows.length === 0 && empty !== undefined && (
          <div role="row">
            <div role="gridcell" className="p-6 text-center text-muted">
              {empty}
            </div>
          </div>
        )}
      </div>
    </div>
  )
}

const defaultPhoneRow =
  <Row,>(columns: readonly Column<Row>[]) =>
  (row: Row) => (
    <div className="flex min-w-0 flex-col">
      {columns.slice(0, 2).map(column => (
        <div key={column.id} className="truncate">
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
