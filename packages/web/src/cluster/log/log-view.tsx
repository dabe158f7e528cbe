import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { taskAddress } from '../../addresses.ts'
import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatTime } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'
import { LogMessage, taskOfLine } from './log-message.tsx'

type LogRow = AnswerOf<'GET /cluster/log'>[number]

const rowKey = (row: LogRow) => row.id
const textOf = (row: LogRow) => [row.msg, row.user, row.node, row.tag].join(' ')

/** How much a line matters, as shape and word. */
function Severity({ pri }: { pri: number }) {
  const { t } = useLingui()
  const [Icon, word, colour] =
    pri <= 3
      ? ([CircleAlert, t`Error`, 'text-bad'] as const)
      : pri === 4
        ? ([TriangleAlert, t`Warning`, 'text-warn'] as const)
        : ([Info, t`Information`, 'text-muted'] as const)
  return (
    <span className={`inline-flex items-center gap-1.5 ${colour}`}>
      <Icon size={15} aria-hidden className="shrink-0" />
      {word}
    </span>
  )
}

/** Logins, refused ones, tasks and how they ended: who did what in the cluster, the newest first. */
export function LogView() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { data, error, refetch } = useCall('GET /cluster/log', { max: 1000 }, { watch: ['/cluster-log'] })
  const columns = useMemo<readonly Column<LogRow>[]>(
    () => [
      { id: 'time', title: t`Time`, width: '12rem', cell: row => formatTime(row.time), sort: row => row.time },
      { id: 'pri', title: t`Severity`, width: '9rem', cell: row => <Severity pri={row.pri} />, sort: row => row.pri },
      { id: 'user', title: t`User`, width: 'minmax(8rem, 1fr)', cell: row => <bdi>{row.user}</bdi>, sort: row => row.user },
      {
        id: 'msg',
        title: t`Message`,
        width: 'minmax(16rem, 4fr)',
        cell: row => <LogMessage text={row.msg} />,
        sort: row => row.msg,
      },
      { id: 'node', title: t`On node`, width: '8rem', cell: row => <bdi>{row.node}</bdi>, sort: row => row.node },
      { id: 'tag', title: t`Service`, width: '8rem', cell: row => row.tag, sort: row => row.tag },
    ],
    [i18n.locale],
  )
  if (error && !data) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <SearchedGrid
      label={t`Log of the cluster`}
      columns={columns}
      rows={data ?? []}
      rowKey={rowKey}
      textOf={textOf}
      sortedBy="-time"
      onOpen={row => {
        const upid = taskOfLine(row.msg)
        if (upid !== undefined) void navigate({ to: taskAddress(upid) })
      }}
      phoneRow={row => (
        <div className="min-w-0">
          <div className="truncate">
            <LogMessage text={row.msg} />
          </div>
          <div className="flex gap-2 truncate text-muted">
            <Severity pri={row.pri} />
            {formatTime(row.time)} · <bdi>{row.user}</bdi>
          </div>
        </div>
      )}
      empty={data ? t`Nothing has been logged yet.` : t`Loading…`}
    />
  )
}
