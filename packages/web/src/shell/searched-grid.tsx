import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useDeferredValue, useMemo, type ReactNode } from 'react'
import type { ListSearch } from '../router.ts'
import { DataGrid, type DataGridProps } from '../ui/data-grid.tsx'
import { parseSort, sortText } from '../ui/grid-column.ts'
import { TextInput } from '../ui/text-field.tsx'

export interface SearchedGridProps<Row, K extends string | number> extends Omit<DataGridProps<Row, K>, 'sort' | 'onSort'> {
  /** What the filter looks into; all of its words must be there. */
  readonly textOf: (row: Row) => string
  /** The order as long as none is chosen: `-time`. */
  readonly sortedBy?: string
  /** Buttons at the right of the filter. */
  readonly actions?: ReactNode
}

/** A list with a filter above it; filter and order are kept in the page's address. */
export function SearchedGrid<Row, K extends string | number>(props: SearchedGridProps<Row, K>) {
  const { textOf, sortedBy, actions, rows, empty, ...grid } = props
  const { t } = useLingui()
  const { q = '', sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const search = (change: ListSearch) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never)
  const words = useDeferredValue(q)
  const found = useMemo(() => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean)
    if (wanted.length === 0) return rows
    return rows.filter(row => {
      const text = textOf(row).toLowerCase()
      return wanted.every(word => text.includes(word))
    })
  }, [rows, words, textOf])
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative min-w-44 flex-1">
          <Search size={15} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
          <TextInput
            type="search"
            aria-label={t`Filter`}
            placeholder={t`Filter`}
            value={q}
            onChange={event => search({ q: event.target.value === '' ? undefined : event.target.value })}
            className="pl-8"
          />
        </div>
        {actions}
      </div>
      <DataGrid
        {...grid}
        rows={found}
        sort={parseSort(sort ?? sortedBy)}
        onSort={order => search({ sort: sortText(order) })}
        empty={rows.length > 0 ? t`Nothing fits the filter.` : empty}
        className="min-h-48 flex-1"
      />
    </>
  )
}
