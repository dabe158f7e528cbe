import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, type PointerEvent } from 'react'
import type { Column, SortOrder } from './grid-column.ts'

/** A column can be made this narrow, in pixels. */
const least = 48

interface GridHeaderProps<Row> {
  readonly column: Column<Row>
  readonly sort: SortOrder | undefined
  readonly onSort: ((sort: SortOrder) => void) | undefined
  /** Told while its edge is dragged, in pixels; undefined: its own width again. Left out: widths are fixed. */
  readonly onWidth: ((width: number | undefined) => void) | undefined
}

/** The head of one column: sorts, and its edge changes its width. */
export function GridHeader<Row>({ column, sort, onSort, onWidth }: GridHeaderProps<Row>) {
  const { t } = useLingui()
  const cell = useRef<HTMLDivElement>(null)
  const sorted = sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : undefined
  const side = column.align === 'end' ? 'justify-end text-right' : ''
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  const drag = (event: PointerEvent<HTMLSpanElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !cell.current) return
    onWidth?.(Math.max(least, Math.round(event.clientX - cell.current.getBoundingClientRect().left)))
  }
  return (
    <div
      ref={cell}
      role="columnheader"
      aria-sort={sorted}
      className="relative flex h-full min-w-0 items-center px-2 text-[0.93em] font-semibold text-muted"
    >
      {column.sort && onSort ? (
        <button
          type="button"
          tabIndex={-1}
          onClick={() => onSort({ column: column.id, descending: sorted === 'ascending' })}
          className={`flex w-full min-w-0 items-center gap-1 hover:text-text ${side}`}
        >
          <span className="truncate">{column.title}</span>
          {sorted && <Arrow size={13} aria-hidden className="shrink-0" />}
        </button>
      ) : (
        <span className={`flex w-full truncate ${side}`}>{column.title}</span>
      )}
      {onWidth && (
        <span
          aria-hidden
          title={t`Drag to change the width; twice: as before`}
          onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onDoubleClick={() => onWidth(undefined)}
          className="absolute inset-y-1.5 -right-1 z-10 w-2 cursor-col-resize touch-none border-r border-transparent hover:border-strong"
        />
      )}
    </div>
  )
}
