import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { accessAddress } from '../../addresses.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatTime } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'
import { Badge } from '../../ui/tag.tsx'
import { useFactors, useUsers, type FactorEntry } from '../use-access.ts'
import { factorKinds } from './factor-kinds.ts'

/** One factor, or a user who has none. */
interface Row {
  readonly key: string
  readonly userid: string
  readonly entry: FactorEntry | undefined
}

const rowKey = (row: Row) => row.key

/** The second factors of all users, with those who have none. */
export function FactorsView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { data: users } = useUsers()
  const { data, error, refetch } = useFactors()
  const rows = useMemo<readonly Row[]>(() => {
    const of = new Map((data ?? []).map(({ userid, entries }) => [userid, entries]))
    return (users ?? []).flatMap(({ userid }): Row[] => {
      const entries: readonly FactorEntry[] = of.get(userid) ?? []
      return entries.length === 0
        ? [{ key: userid, userid, entry: undefined }]
        : entries.map(entry => ({ key: `${userid}/${entry.id}`, userid, entry }))
    })
  }, [data, users])
  const kind = ({ entry }: Row) => (entry ? i18n._(factorKinds[entry.type]) : '')
  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: 'user',
        title: t`User`,
        width: 'minmax(10rem, 1fr)',
        cell: ({ userid }) => (
          <Link to={accessAddress('users', userid)} tabIndex={-1} className="font-medium hover:underline">
            <bdi>{userid}</bdi>
          </Link>
        ),
        sort: ({ userid }) => userid,
      },
      { id: 'type', title: t`Type`, width: '12rem', cell: row => kind(row) || <Badge look="warn">{t`Password only`}</Badge>, sort: kind },
      {
        id: 'state',
        title: t`State`,
        width: '8rem',
        cell: ({ entry }) => entry && (entry.enable === 0 ? <Badge>{t`Switched off`}</Badge> : <Badge look="good">{t`In force`}</Badge>),
        sort: ({ entry }) => entry?.enable ?? 1,
      },
      {
        id: 'created',
        title: t`Created`,
        width: '13rem',
        cell: ({ entry }) => entry && formatTime(entry.created),
        sort: ({ entry }) => entry?.created ?? 0,
      },
      {
        id: 'description',
        title: t`Description`,
        width: 'minmax(9rem, 2fr)',
        cell: ({ entry }) => <bdi>{entry?.description}</bdi>,
        sort: ({ entry }) => entry?.description ?? '',
      },
    ],
    [i18n.locale],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Second factors`}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      textOf={row => `${row.userid} ${kind(row)} ${row.entry?.description ?? ''}`}
      sortedBy="user"
      onOpen={({ userid }) => void navigate({ to: accessAddress('users', userid) })}
      phoneRow={row => (
        <div className="min-w-0">
          <div className="truncate font-medium">
            <bdi>{row.userid}</bdi>
          </div>
          <div className="truncate text-muted">
            {kind(row) || t`Password only`}
            {row.entry?.description ? ` · ${row.entry.description}` : ''}
          </div>
        </div>
      )}
      empty={t`Loading…`}
    />
  )
}
