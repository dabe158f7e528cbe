import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useDeferredValue, useMemo } from 'react'
import { taskAddress } from '../addresses.ts'
import type { LiveTask } from '../live/tasks.ts'
import type { ListSearch } from '../router.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { PhoneTask, useTaskColumns } from './task-columns.tsx'
import { taskFilter, taskQuery } from './task-filter.ts'
import { TaskFilterBar } from './task-filter-bar.tsx'
import { useTaskHistory } from './use-task-history.ts'

/** Past and running tasks of a node, or of one guest, newest first; the filter stands in the address. */
export function TaskHistory({ node, vmid }: { node: string; vmid?: number }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { q = '' } = useSearch({ strict: false }) as ListSearch
  const filter = useMemo(() => taskFilter(q), [q])
  const asked = useDeferredValue(useMemo(() => (vmid === undefined ? filter : { ...filter, guest: String(vmid) }), [filter, vmid]))
  const { rows, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useTaskHistory(node, asked)
  const columns = useTaskColumns()
  // All are of one node, and pages come in their own order.
  const shown = useMemo(() => columns.filter(({ id }) => id !== 'node').map(({ sort: _sort, ...column }) => column), [columns])
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
        columns={shown}
        rows={rows}
        rowKey={task => task.upid}
        onOpen={task => void navigate({ to: taskAddress(task.upid) })}
        onVisible={onVisible}
        phoneRow={task => <PhoneTask task={task} />}
        empty={isPending ? t`Loading…` : t`No task fits.`}
        className="flex-1"
      />
    </>
  )
}
