import { useLingui } from '@lingui/react/macro'
import { memo, type MouseEvent, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Column } from './grid-column.ts'
import { pointAnchor, type MenuAnchor } from './menu-anchor.ts'

/** What a grid does about a row. The same functions as long as the grid exists. */
export interface RowHandlers<Row> {
  readonly toggle: (row: Row, range: boolean) => void
  readonly press: (row: Row) => void
  /** Answers whether there are any. */
  readonly actions: (row: Row, anchor: MenuAnchor) => boolean
}

interface GridRowProps<Row> {
  readonly id: string
  readonly row: Row
  readonly index: number
  readonly top: number
  /** Height of the row in pixels, and the tracks of its columns: it takes both from the grid by CSS. */
  readonly height: number
  readonly template: string
  readonly columns: readonly Column<Row>[]
  readonly phoneRow: ((row: Row) => ReactNode) | undefined
  readonly selected: boolean | undefined
  readonly active: boolean
  readonly handlers: RowHandlers<Row>
}

/** Clicks on what can be used by itself do not open the row. */
const ownTarget = (event: MouseEvent) => (event.target as Element).closest('a, button, input, label') === null

function GridRowBody<Row>(props: GridRowProps<Row>) {
  const { id, row, index, top, columns, phoneRow, selected, active, handlers } = props
  const { t } = useLingui()
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      onClick={event => ownTarget(event) && handlers.press(row)}
      onContextMenu={event => {
        if (handlers.actions(row, pointAnchor(event))) event.preventDefault()
      }}
      className={classNames(
        'absolute inset-x-0 grid h-(--row) grid-cols-(--columns) items-center border-b border-line',
        selected ? 'bg-selected' : 'hover:bg-hover',
        active && 'shadow-[inset_3px_0_0_var(--accent)]',
      )}
      // Not a transform: Chromium would keep a layer's worth of books for each row, in every frame.
      style={{ top }}
    >
      {selected !== undefined && (
        <div role="gridcell" className="flex h-full">
          <label className="flex flex-1 items-center justify-center">
            <input
              type="checkbox"
              tabIndex={-1}
              aria-label={t`Select`}
              checked={selected}
              onChange={() => undefined}
              onClick={event => handlers.toggle(row, event.shiftKey)}
              className="size-4 accent-accent"
            />
          </label>
        </div>
      )}
      {phoneRow ? (
        <div role="gridcell" className="min-w-0 px-3">
          {phoneRow(row)}
        </div>
      ) : (
        columns.map(column => (
          <div
            key={column.id}
            role="gridcell"
            className={classNames(
              'min-w-0 px-2',
              column.fits ? 'whitespace-nowrap' : 'truncate',
              column.align === 'end' && 'text-right tabular-nums',
            )}
          >
            {column.cell(row)}
          </div>
        ))
      )}
    </div>
  )
}

/** Draws anew only when what it shows changed. */
export const GridRow = memo(
  GridRowBody,
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.top === b.top &&
    a.height === b.height &&
    a.selected === b.selected &&
    a.active === b.active &&
    a.template === b.template &&
    a.columns === b.columns &&
    (a.phoneRow === undefined) === (b.phoneRow === undefined),
) as typeof GridRowBody
