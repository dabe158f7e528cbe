import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { guestAddress } from '../../addresses.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { compileQuery } from '../../query/match-guest.ts'
import type { ListSearch } from '../../router.ts'
import { Page } from '../../shell/page.tsx'
import { useStore } from '../../store.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { parseSort, sortText, type SortOrder } from '../../ui/grid-column.ts'
import type { MenuAnchor } from '../../ui/menu-anchor.ts'
import { GridOptions } from '../../ui/grid-options.tsx'
import { useColumnChoice } from '../../ui/use-column-choice.ts'
import { GuestContextMenu } from '../actions/guest-context-menu.tsx'
import { ActionBar } from '../bulk/action-bar.tsx'
import { RunStrip } from '../bulk/run-strip.tsx'
import { selection } from '../bulk/selection.ts'
import { FilterChips } from './filter-chips.tsx'
import { useGuestColumns } from './guest-columns.tsx'
import { NoGuests } from './no-guests.tsx'
import { PhoneGuest } from './phone-guest.tsx'
import { QueryField } from './query-field.tsx'
import { QueryHelp } from './query-help.tsx'
import { SavedViews, SaveView } from './saved-views.tsx'
import { SelectedCount } from './selected-count.tsx'
import { useServerMatches } from './use-server-matches.ts'

const rowKey = (guest: Guest) => guest.vmid
const byId: SortOrder = { column: 'id', descending: false }

/** All guests: filtered by a query, sorted, selected for actions on many. */
export function GuestsPage() {
  const { t } = useLingui()
  const { q = '', sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { guests, loaded } = useStore(live.inventory)
  const selected = useStore(selection)
  const choice = useColumnChoice('guests', useGuestColumns())
  const { matches, pending, failure } = useServerMatches(q)
  const all = useMemo(() => [...guests.values()], [guests])
  const rows = useMemo(() => {
    const fits = compileQuery(q, matches)
    return q === '' ? all : all.filter(fits)
  }, [all, q, matches])
  const search = useCallback(
    (change: ListSearch) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  )
  const ask = useCallback((value: string) => search({ q: value === '' ? undefined : value }), [search])
  const order = (value: SortOrder) => search({ sort: sortText(value) })
  const onVisible = useCallback((visible: readonly Guest[]) => live.show(visible.map(guest => String(guest.vmid))), [])
  useEffect(() => () => selection.set(new Set()), [])
  const chosen = useMemo(() => all.filter(guest => selected.has(guest.vmid)), [all, selected])
  const [menu, setMenu] = useState<{ readonly vmid: number; readonly anchor: MenuAnchor }>()
  const menuGuest = menu && guests.get(menu.vmid)
  const [shown, total] = [rows.length, all.length]
  const present = useMemo(() => parseSort(sort) ?? byId, [sort])
  return (
    <Page title={t`Guests`} fill>
      <SavedViews query={q} sort={sort} />
      <div className="flex flex-wrap items-center gap-1.5">
        <QueryField value={q} onChange={ask} />
        <QueryHelp onTry={ask} />
        <SaveView query={q} sort={sort} />
        <GridOptions choice={choice} sort={present} onSort={order} />
      </div>
      <FilterChips query={q} guests={all} onChange={ask} />
      {failure !== undefined && <FailureNotice error={failure} />}
      <RunStrip />
      <div className="flex min-h-(--control) flex-wrap items-center gap-x-3 gap-y-1">
        {chosen.length > 0 ? (
          <>
            <SelectedCount
              selected={chosen.length}
              fitting={shown}
              onAll={() => selection.set(new Set(rows.map(rowKey)))}
              onNone={() => selection.set(new Set())}
            />
            <ActionBar guests={chosen} />
          </>
        ) : (
          <span role="status" className="flex items-center gap-2 text-muted tabular-nums">
            {shown === total ? t`${plural(total, { one: '# guest', other: '# guests' })}` : t`${shown} of ${total} guests`}
            {pending && (
              <>
                <LoaderCircle size={14} aria-hidden className="animate-spin" />
                {t`Asking the server…`}
              </>
            )}
          </span>
        )}
      </div>
      <DataGrid
        label={t`Guests`}
        columns={choice.columns}
        rows={rows}
        rowKey={rowKey}
        sort={present}
        onSort={order}
        selected={selected}
        onSelect={next => selection.set(next)}
        onOpen={guest => void navigate({ to: guestAddress(guest.vmid) })}
        onActions={(guest, anchor) => setMenu({ vmid: guest.vmid, anchor })}
        phoneRow={guest => <PhoneGuest guest={guest} />}
        onVisible={onVisible}
        onWidth={choice.resize}
        recycle
        empty={loaded ? total === 0 ? <NoGuests /> : t`No guest fits the query.` : t`Loading…`}
        className="flex-1"
      />
      {menu && menuGuest && <GuestContextMenu guest={menuGuest} anchor={menu.anchor} onClose={() => setMenu(undefined)} />}
    </Page>
  )
}
