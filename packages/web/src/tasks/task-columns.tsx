import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { taskAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { taskFailed, type LiveTask } from '../live/tasks.ts'
import { useStore } from '../store.ts'
import { AsOf } from '../ui/as-of.tsx'
import { formatDuration, formatShortTime } from '../ui/format.ts'
import type { Column } from '../ui/grid-column.ts'
import { TaskProgress } from './task-progress.tsx'
import { TaskResult } from './task-result.tsx'
import { taskTitle } from './task-title.ts'

/** How a task stands: its progress while it runs, its result afterwards; whether it still runs on a node that is down nobody knows. */
export function TaskState({ task }: { task: LiveTask }) {
  const { t } = useLingui()
  const lostSince = useStore(live.inventory).nodes.get(task.node)?.lostSince
  if (task.endtime !== undefined) return <TaskResult status={task.status ?? ''} />
  if (lostSince === undefined) return <TaskProgress task={task} />
  return (
    <span className="inline-flex items-center gap-1.5">
      {t`It ran`}, <AsOf since={lostSince} />
    </span>
  )
}

/** What a task does, as a link to its page. `inRow`: of a grid, whose keys open it. */
export function TaskLink({ task, inRow }: { readonly task: LiveTask; readonly inRow?: boolean }) {
  const { i18n } = useLingui()
  return (
    <Link
      to={taskAddress(task.upid)}
      tabIndex={inRow ? -1 : undefined}
      className={`truncate font-medium hover:underline ${taskFailed(task) ? 'text-bad' : ''}`}
    >
      <bdi>{taskTitle(i18n, task)}</bdi>
    </Link>
  )
}

const duration = (task: LiveTask) => (task.endtime === undefined ? undefined : task.endtime - task.starttime)

/** Columns of a list of tasks. */
export function useTaskColumns(): readonly Column<LiveTask>[] {
  const { t, i18n } = useLingui()
  return useMemo(
    () => [
      { id: 'start', title: t`Start`, width: '9rem', cell: task => formatShortTime(task.starttime), sort: task => task.starttime },
      {
        id: 'task',
        title: t`Task`,
        width: 'minmax(14rem, 2fr)',
        cell: task => <TaskLink task={task} inRow />,
        sort: task => taskTitle(i18n, task),
      },
      { id: 'user', title: t`User`, width: 'minmax(7rem, 1fr)', cell: task => <bdi>{task.user}</bdi>, sort: task => task.user },
      { id: 'node', title: t`Node`, width: 'minmax(6rem, 1fr)', cell: task => <bdi>{task.node}</bdi>, sort: task => task.node },
      {
        id: 'duration',
        title: t`Duration`,
        width: '6rem',
        align: 'end',
        cell: task => (duration(task) === undefined ? '–' : formatDuration(duration(task) ?? 0)),
        sort: task => duration(task) ?? 0,
      },
      {
        id: 'state',
        title: t`Result`,
        width: 'minmax(14rem, 2fr)',
        cell: task => <TaskState task={task} />,
        sort: task => task.status ?? '',
      },
    ],
    [t, i18n],
  )
}

/** A task in two lines. */
export function PhoneTask({ task }: { task: LiveTask }) {
  return (
    <div className="flex min-w-0 flex-col">
      <TaskLink task={task} inRow />
      <div className="flex items-center gap-2 text-[0.93em] text-muted">
        <span className="shrink-0">{formatShortTime(task.starttime)}</span>
        <span className="min-w-0 truncate">
          <TaskState task={task} />
        </span>
      </div>
    </div>
  )
}
