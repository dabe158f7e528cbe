import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { isConsoleTask } from '../tasks/is-console-task.ts'
import { TaskLink, TaskState } from '../tasks/task-columns.tsx'
import { Card } from '../ui/card.tsx'
import { formatShortTime } from '../ui/format.ts'

const shown = 8

/** What runs now, and what was done last. */
export function RecentTasks() {
  const { t } = useLingui()
  const tasks = useStore(live.tasks).filter(task => !isConsoleTask(task))
  const newest = [...tasks.filter(task => task.endtime === undefined), ...tasks.filter(task => task.endtime !== undefined)].slice(0, shown)
  return (
    <Card
      title={t`Tasks`}
      actions={
        <Link to="/tasks" className="text-accent hover:underline">
          {t`All`}
        </Link>
      }
    >
      {newest.length === 0 && <p className="text-muted">{t`Nothing was done yet.`}</p>}
      <ul>
        {newest.map(task => (
          <li key={task.upid} className="flex min-w-0 items-center gap-3 border-t border-line py-1 first:border-0">
            <span className="w-12 shrink-0 truncate text-muted tabular-nums">{formatShortTime(task.starttime)}</span>
            <span className="flex min-w-0 flex-1">
              <TaskLink task={task} />
            </span>
            <span className="max-w-[45%] min-w-0">
              <TaskState task={task} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
