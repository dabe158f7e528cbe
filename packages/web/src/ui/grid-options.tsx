import { useLingui } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, ChevronDown, ChevronUp, Columns3 } from 'lucide-react'
import type { MouseEvent } from 'react'
import { Button, IconButton } from './button.tsx'
import { Checkbox } from './checkbox.tsx'
import type { SortOrder } from './grid-column.ts'
import { Popover } from './popover.tsx'
import { Select } from './select.tsx'
import { TextInput } from './text-field.tsx'
import type { ColumnChoice } from './use-column-choice.ts'

interface GridOptionsProps<Row> {
  readonly choice: ColumnChoice<Row>
  readonly sort: SortOrder
  readonly onSort: (sort: SortOrder) => void
}

/** Order, columns and widths of a grid, for keys and fingers too. */
export function GridOptions<Row>({ choice, sort, onSort }: GridOptionsProps<Row>) {
  const { t } = useLingui()
  const { columns, show, move, resize, widths, reset } = choice
  const shown = columns.filter(column => !column.hidden)
  const step = (event: MouseEvent<HTMLButtonElement>, column: string, by: -1 | 1) => {
    const button = event.currentTarget
    move(column, by)
    // A row that moves in the list loses the focus.
    requestAnimationFrame(() => button.focus())
  }
  return (
    <Popover title={t`Order and columns`} trigger={<IconButton icon={Columns3} look="plain" label={t`Order and columns`} />}>
      <div className="flex gap-2">
        <Select
          aria-label={t`Order by`}
          value={sort.column}
          onChange={column => onSort({ ...sort, column })}
          choices={columns.filter(column => column.sort).map(column => ({ value: column.id, label: column.title }))}
          className="flex-1"
        />
        <IconButton
          icon={sort.descending ? ArrowDown : ArrowUp}
          look="plain"
          label={sort.descending ? t`Descending` : t`Ascending`}
          onClick={() => onSort({ ...sort, descending: !sort.descending })}
        />
      </div>
      <ul className="max-md:hidden">
        {columns.map(column => (
          <li key={column.id} className="flex items-center gap-2">
            <Checkbox label={column.title} checked={!column.hidden} onChange={shown => show(column.id, shown)} className="min-w-0 flex-1" />
            {!column.hidden && (
              <>
                <IconButton
                  icon={ChevronUp}
                  label={t`Move ${column.title} to the left`}
                  disabled={column.id === shown[0]?.id}
                  onClick={event => step(event, column.id, -1)}
                  className="-mr-2"
                />
                <IconButton
                  icon={ChevronDown}
                  label={t`Move ${column.title} to the right`}
                  disabled={column.id === shown.at(-1)?.id}
                  onClick={event => step(event, column.id, 1)}
                />
                <TextInput
                  type="number"
                  min={48}
                  max={1000}
                  step={10}
                  aria-label={t`Width of ${column.title} in pixels`}
                  placeholder={t`Width`}
                  value={widths[column.id] ?? ''}
                  onChange={event => resize(column.id, event.target.value === '' ? undefined : Math.max(48, Number(event.target.value)))}
                  className="max-w-22"
                />
              </>
            )}
          </li>
        ))}
      </ul>
      <Button onClick={reset} className="max-md:hidden">{t`As before any choice`}</Button>
    </Popover>
  )
}
