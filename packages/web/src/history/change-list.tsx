import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { SearchedGrid } from '../shell/searched-grid.tsx'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { Button } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { formatShortTime } from '../ui/format.ts'
import type { Column } from '../ui/grid-column.ts'
import { TextInput } from '../ui/text-field.tsx'
import type { ChangeSearch } from './change-filter.ts'
import { pathOf, type ChangeRow } from './change-row.ts'
import { PhoneChange } from './phone-change.tsx'
import { useChanges } from './use-changes.ts'

const rowKey = (row: ChangeRow) => `${row.revision} ${row.path}`
const textOf = (row: ChangeRow) => [row.revision, pathOf(row), row.user, row.node, row.op, ...(row.settings ?? [])].join(' ')

const places = ['time', 'user', 'op', 'settings']
const placeOf = ({ id }: Column<ChangeRow>) => (places.includes(id) ? places.indexOf(id) : places.length)

/** Who changed which file of the configuration, and when; of one guest, or of everything. */
export function ChangeList({ vmid }: { vmid?: number }) {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const navigate = useNavigate()
  const { q = '', sort, user = '', since = '', until = '' } = useSearch({ strict: false }) as ChangeSearch
  const filter = useDeferredValue(useMemo(() => ({ user, since, until }), [user, since, until]))
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useChanges(vmid, filter)
  const search = (change: ChangeSearch) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never)
  const words = useMemo(() => ({ create: t`Created`, write: t`Written`, remove: t`Removed`, rename: t`Renamed` }), [i18n.locale])
  const columns = useMemo<readonly Column<ChangeRow>[]>(
    () => [
      { id: 'time', title: t`Time`, width: '10rem', cell: row => formatShortTime(row.time), sort: row => row.time },
      { id: 'user', title: t`User`, width: 'minmax(9rem, 1fr)', cell: row => <bdi>{row.user}</bdi>, sort: row => row.user },
      { id: 'op', title: t`Change`, width: '7rem', cell: row => words[row.op], sort: row => row.op },
      {
        id: 'path',
        title: t`File`,
        width: 'minmax(14rem, 3fr)',
        cell: row => <bdi className="font-mono text-[0.93em]">{pathOf(row)}</bdi>,
        sort: row => row.path,
      },
      {
        id: 'settings',
        title: t`Settings`,
        width: 'minmax(8rem, 2fr)',
        cell: row => <bdi>{row.settings?.join(', ')}</bdi>,
        sort: row => row.settings?.join() ?? '',
      },
      { id: 'node', title: t`On node`, width: '8rem', cell: row => <bdi>{row.node}</bdi>, sort: row => row.node },
      { id: 'revision', title: t`Revision`, width: '7rem', align: 'end', cell: row => row.revision, sort: row => row.revision },
    ],
    [i18n.locale, words],
  )
  // All are of one guest: what became of it comes first.
  const shown = useMemo(() => (vmid === undefined ? columns : columns.toSorted((a, b) => placeOf(a) - placeOf(b))), [columns, vmid])
  // Whoever looks for a word, or has another order, asks for older changes himself.
  const goesOn = q === '' && sort === undefined && hasNextPage && !isFetchingNextPage
  const onVisible = useCallback(
    (visible: readonly ChangeRow[]) => {
      if (goesOn && visible.at(-1) === rows.at(-1)) void fetchNextPage()
    },
    [goesOn, fetchNextPage, rows],
  )
  if (error && rows.length === 0) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={vmid === undefined ? t`History of the configuration` : t`History of the guest's configuration`}
      columns={shown}
      rows={rows}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="-revision"
      onOpen={row => openPanel('config-change', `${row.revision}/${row.path}`)}
      onVisible={onVisible}
      actions={
        <>
          <TextInput
            aria-label={t`User`}
            placeholder={t`User`}
            value={user}
            onChange={event => search({ user: event.target.value.trim() || undefined })}
            className="max-w-36"
          />
          {(['since', 'until'] as const).map(name => (
            <label key={name} className="flex items-center gap-1.5">
              <span className="text-muted">{name === 'since' ? t`From` : t`Until`}</span>
              <TextInput
                type="date"
                value={name === 'since' ? since : until}
                onChange={event => search({ [name]: event.target.value || undefined })}
                className="w-auto"
              />
            </label>
          ))}
          {hasNextPage && !goesOn && (
            <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {isFetchingNextPage ? t`Loading…` : t`Older changes`}
            </Button>
          )}
        </>
      }
      phoneRow={row => <PhoneChange row={row} word={words[row.op]} ofGuest={vmid !== undefined} />}
      empty={isPending ? t`Loading…` : user || since || until ? t`Nothing fits the filter.` : t`Nothing has been changed yet.`}
    />
  )
}
