import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { guestAddress } from '../addresses.ts'
import type { Guest } from '../live/guest.ts'
import { live } from '../live/live.ts'
import { compileQuery } from '../query/match-guest.ts'
import type { ListSearch } from '../router.ts'
import { preferences } from '../settings/preferences.ts'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { formatPercent } from '../ui/format.ts'
import { parseSort, sortText, type SortOrder } from '../ui/grid-column.ts'
import { Meter } from '../ui/meter.tsx'
import { Status } from '../ui/status.tsx'
import { QueryField } from './query-field.tsx'
import { GuestName, useGuestColumns } from './guest-columns.tsx'

const rowKey = (guest: Guest) => guest.vmid
const byId: SortOrder = { column: 'id', descending: false }

function PhoneGuest({ guest }: { guest: Guest }) {
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <GuestName guest={guest} />
        <div className="truncate text-muted">
          {guest.vmid} · <bdi>{guest.node}</bdi>
        </div>
      </div>
      <div className="flex flex-col items-end gap-0.5 text-[0.93em]">
        <Status status={guest.status} />
        {guest.status === 'running' && (
          <span className="flex items-center gap-2">
            <Meter value={guest.cpu} label="CPU" />
            {formatPercent(guest.cpu)}
          </span>
        )}
      </div>
    </div>
  )
}

/** All guests: filtered by a query, sorted, selected for actions on many. */
export function GuestsPage() {
  const { t } = useLingui()
  const { q = '', sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { guests, loaded } = useStore(live.inventory)
  const { columns: chosen } = useStore(preferences)
  const columns = useGuestColumns(chosen.guests)
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const query = useDeferredValue(q)
  const all = useMemo(() => [...guests.values()], [guests])
  const rows = useMemo(() => {
    const fits = compileQuery(query)
    return query === '' ? all : all.filter(fits)
  }, [all, query])
  const search = useCallback(
    (change: ListSearch) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  )
  const onVisible = useCallback((visible: readonly Guest[]) => live.show(visible.map(guest => String(guest.vmid))), [])
  const [shown, total] = [rows.length, all.length]
  return (
    <Page title={t`Guests`} fill>
      <div className="flex flex-wrap items-center gap-2">
        <QueryField value={q} onChange={value => search({ q: value === '' ? undefined : value })} />
        <span className="text-muted tabular-nums">{shown === total ? t`${total} guests` : t`${shown} of ${total} guests`}</span>
      </div>
      <DataGrid
        label={t`Guests`}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        sort={parseSort(sort) ?? byId}
        onSort={order => search({ sort: sortText(order) })}
        selected={selected}
        onSelect={setSelected}
        onOpen={guest => void navigate({ to: guestAddress(guest.vmid) })}
        phoneRow={guest => <PhoneGuest guest={guest} />}
        onVisible={onVisible}
        empty={loaded ? (total === 0 ? t`There is no guest yet.` : t`No guest fits the query.`) : t`Loading…`}
        className="flex-1"
      />
    </Page>
  )
}
