import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatShortTime } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'

export type ChangeRow = AnswerOf<'GET /cluster/config-history'>[number]

const rowKey = (row: ChangeRow) => `${row.revision} ${row.path}`
const textOf = (row: ChangeRow) => [row.path, row.user, row.node, row.op].join(' ')
/** A change of any of these makes the list old. */
const files = ['/user.cfg', '/storage.cfg', '/datacenter.cfg', '/domains.cfg', '/nodes', '/mapping', '/firewall', '/vms']

/** Who changed which file of the configuration, and when. */
export function HistoryView() {
  const { t, i18n } = useLingui()
  const openPanel = useOpenPanel()
  const { data, error, refetch } = useCall('GET /cluster/config-history', { limit: 1000 }, { watch: files })
  const columns = useMemo<readonly Column<ChangeRow>[]>(() => {
    const words = { write: t`Written`, remove: t`Removed`, rename: t`Renamed` }
    return [
      { id: 'time', title: t`Time`, width: '10rem', cell: row => formatShortTime(row.time), sort: row => row.time },
      { id: 'user', title: t`User`, width: 'minmax(9rem, 1fr)', cell: row => <bdi>{row.user}</bdi>, sort: row => row.user ?? '' },
      { id: 'op', title: t`Change`, width: '7rem', cell: row => words[row.op], sort: row => row.op },
      {
        id: 'path',
        title: t`File`,
        width: 'minmax(14rem, 3fr)',
        cell: row => <bdi className="font-mono text-[0.93em]">{row.path}</bdi>,
        sort: row => row.path,
      },
      { id: 'node', title: t`On node`, width: '8rem', cell: row => <bdi>{row.node}</bdi>, sort: row => row.node },
      { id: 'revision', title: t`Revision`, width: '6rem', align: 'end', cell: row => row.revision, sort: row => row.revision },
    ]
  }, [i18n.locale])
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`History of the configuration`}
      columns={columns}
      rows={data ?? []}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="-revision"
      onOpen={row => openPanel('config-change', `${row.revision}/${row.path}`)}
      phoneRow={row => (
        <div className="min-w-0">
          <bdi className="block truncate font-mono text-[0.93em]">{row.path}</bdi>
          <div className="truncate text-muted">
            {formatShortTime(row.time)} · <bdi>{row.user}</bdi>
          </div>
        </div>
      )}
      empty={data ? t`Nothing has been changed yet.` : t`Loading…`}
    />
  )
}
