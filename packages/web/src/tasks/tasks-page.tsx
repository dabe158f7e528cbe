import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { taskAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { taskFailed, type LiveTask } from '../live/tasks.ts'
import type { ListSearch } from '../router.ts'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { parseSort, sortText } from '../ui/grid-column.ts'
import { PhoneTask, useTaskColumns } from './task-columns.tsx'
import { taskTitle } from './task-title.ts'

type Which = 'all' | 'running' | 'failed'

const fits: Readonly<Record<Which, (task: LiveTask) => boolean>> = {
  all: () => true,
  running: task => task.endtime === undefined,
  failed: taskFailed,
}

/** The cluster's tasks: those that run, and the newest that ended. */
export function TasksPage() {
  const { t, i18n } = useLingui()
  const { q = '', sort, show = 'all' } = useSearch({ strict: false }) as ListSearch & { show?: Which }
  const navigate = useNavigate()
  const tasks = useStore(live.tasks)
  const columns = useTaskColumns()
  const which: Which = show in fits ? show : 'all'
  const rows = useMemo(() => {
    const wanted = q.toLowerCase()
    return tasks.filter(
      task => fits[which](task) && `${taskTitle(i18n, task)} ${task.user} ${task.node} ${task.type}`.toLowerCase().includes(wanted),
    )
  }, [tasks, which, q, i18n])
  const search = (change: object) => void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true })
  const count = rows.length
  return (
    <Page title={t`Tasks`} fill>
      <div className="flex flex-wrap items-center gap-2">
        <Tabs<Which>
          label={t`Which tasks`}
          value={which}
          onChange={value => search({ show: value === 'all' ? undefined : value })}
          tabs={[
            { id: 'all', label: t`All` },
            { id: 'running', label: t`Running` },
            { id: 'failed', label: t`Failed` },
          ]}
        />
        <TextInput
          type="search"
          aria-label={t`Filter tasks`}
          placeholder={t`Guest, user, kind of task`}
          value={q}
          onChange={event => search({ q: event.target.value || undefined })}
          className="max-w-96 min-w-48 flex-1"
        />
        <span className="text-muted tabular-nums">{t`${count} tasks`}</span>
      </div>
      <DataGrid
        label={t`Tasks`}
        columns={columns}
        rows={rows}
        rowKey={task => task.upid}
        sort={parseSort(sort)}
        onSort={order => search({ sort: sortText(order) })}
        onOpen={task => void navigate({ to: taskAddress(task.upid) })}
        phoneRow={task => <PhoneTask task={task} />}
        empty={t`No task fits.`}
        className="flex-1"
      />
    </Page>
  )
}
