import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { taskAddress } from '../../addresses.ts'
import type { Guest } from '../../live/guest.ts'
import type { ListSearch } from '../../router.ts'
import { PhoneTask, useTaskColumns } from '../../tasks/task-columns.tsx'
import { taskTitle } from '../../tasks/task-title.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { parseSort, sortText } from '../../ui/grid-column.ts'
import { Select } from '../../ui/select.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { filterTasks, taskFilters, type TaskFilter } from './guest-tasks.ts'
import { useGuestTasks } from './use-guest-tasks.ts'

interface ActivitySearch extends ListSearch {
  readonly show?: string | undefined
  readonly type?: string | undefined
}

/** Everything that was done with the guest. */
export function ActivityTab({ guest }: { guest: Guest }) {
  const { t, i18n } = useLingui()
  const { show, type, sort } = useSearch({ strict: false }) as ActivitySearch
  const navigate = useNavigate()
  const { tasks, loaded, error, refetch } = useGuestTasks(guest)
  const columns = useTaskColumns().filter(({ id }) => id !== 'node')
  const filter = taskFilters.find(one => one === show) ?? 'all'
  const rows = useMemo(() => filterTasks(tasks, filter, type), [tasks, filter, type])
  const types = useMemo(() => [...new Set(tasks.map(task => task.type))].toSorted(), [tasks])
  const search = (change: ActivitySearch) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never)
  const count = rows.length
  if (error && tasks.length === 0) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Tabs<TaskFilter>
          label={t`Which tasks`}
          value={filter}
          onChange={value => search({ show: value === 'all' ? undefined : value })}
          tabs={[
            { id: 'all', label: t`All` },
            { id: 'running', label: t`Running` },
            { id: 'failed', label: t`Failed` },
          ]}
        />
        <Select
          aria-label={t`Kind of task`}
          value={type ?? ''}
          onChange={value => search({ type: value === '' ? undefined : value })}
          choices={[
            { value: '', label: t`Every kind` },
            ...types.map(value => ({ value, label: taskTitle(i18n, { type: value, id: String(guest.vmid) }) })),
          ]}
          className="w-64"
        />
        <span className="text-muted tabular-nums">{t`${plural(count, { one: '# task', other: '# tasks' })}`}</span>
      </div>
      <DataGrid
        label={t`Tasks of the guest`}
        columns={columns}
        rows={rows}
        rowKey={task => task.upid}
        sort={parseSort(sort)}
        onSort={order => search({ sort: sortText(order) })}
        onOpen={task => void navigate({ to: taskAddress(task.upid) })}
        phoneRow={task => <PhoneTask task={task} />}
        empty={loaded ? t`No task fits.` : t`Loading…`}
        className="min-h-80 flex-1"
      />
    </>
  )
}
