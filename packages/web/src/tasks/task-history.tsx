import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { taskAddress } from '../addresses.ts'
import type { LiveTask } from '../live/tasks.ts'
import type { ListSearch } from '../router.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { formatDuration, formatShortTime } from '../ui/format.ts'
import type { Column } from '../ui/grid-column.ts'
import { taskFilter, taskQuery } from './task-filter.ts'
import { TaskFilterBar } from './task-filter-bar.tsx'
import { TaskResult } from './task-result.tsx'
import { taskTitle } from './task-title.ts'
import { useTaskHistory } from './use-task-history.ts'

const duration = ({ starttime, endtime }: LiveTask) => formatDuration((endtime ?? Date.now() / 1000) - starttime)

/** Past and running tasks of a node, or of one guest; the filter stands in the address. */
export function TaskHistory({ node, vmid }: { node: string; vmid?: number }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ strict: false }) as ListSearch
  const filter = useMemo(() => taskFilter(q), [q])
  const asked = useDeferredValue(useMemo(() => (vmid === undefined ? filter : { ...filter, guest: String(vmid) }), [filter, vmid]))
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useTaskHistory(node, asked)
  const columns = useMemo(
    (): readonly Column<LiveTask>[] => [
      {
        id: 'start',
        title: t`Start`,
        width: '10rem',
        cell: task => <span className="tabular-nums">{formatShortTime(task.starttime)}</span>,
      },
      { id: 'duration', title: t`Duration`, width: '6.5rem', cell: duration },
      {
        id: 'title',
        title: t`Task`,
        width: 'minmax(12rem, 2fr)',
        cell: task => <bdi className="font-medium">{taskTitle(i18n, task)}</bdi>,
      },
      { id: 'user', title: t`User`, width: 'minmax(7rem, 1fr)', cell: task => <bdi>{task.user}</bdi> },
      { id: 'status', title: t`Result`, width: 'minmax(9rem, 2fr)', cell: task => <TaskResult task={task} /> },
    ],
    // The language decides the titles.
    [i18n.locale],
  )
  const onVisible = useCallback(
    (visible: readonly LiveTask[]) => {
      if (hasNextPage && !isFetchingNextPage && visible.at(-1)?.upid === rows.at(-1)?.upid) void fetchNextPage()
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, rows],
  )
  return (
    <>
      <TaskFilterBar
        filter={filter}
        ofGuest={vmid !== undefined}
        onChange={next =>
          void navigate({ to: '.', search: (before: object) => ({ ...before, q: taskQuery(next) || undefined }), replace: true } as never)
        }
      />
      {error && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <DataGrid
        label={t`Tasks`}
        columns={columns}
        rows={rows}
        rowKey={task => task.upid}
        onOpen={task => void navigate({ to: taskAddress(task.upid) })}
        onVisible={onVisible}
        phoneRow={task => (
          <div className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <bdi className="block truncate font-medium">{taskTitle(i18n, task)}</bdi>
              <div className="truncate text-muted">
                {formatShortTime(task.starttime)} · {duration(task)} · <bdi>{task.user}</bdi>
              </div>
            </div>
            <span className="max-w-[40%] min-w-0">
              <TaskResult task={task} />
            </span>
          </div>
        )}
        empty={isPending ? t`Loading…` : t`No task fits.`}
        className="flex-1"
      />
    </>
  )
}
