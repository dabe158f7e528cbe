import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, ListChecks } from 'lucide-react'
import { taskAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { taskFailed } from '../live/tasks.ts'
import { useStore } from '../store.ts'
import { isConsoleTask } from '../tasks/is-console-task.ts'
import { taskTitle } from '../tasks/task-title.ts'
import { TaskProgress } from '../tasks/task-progress.tsx'

/** One line at the bottom: what runs now, and how the last one ended. */
export function ActivityBar() {
  const { t, i18n } = useLingui()
  const tasks = useStore(live.tasks).filter(task => !isConsoleTask(task))
  const running = tasks.filter(task => task.endtime === undefined)
  const newest = running[0] ?? tasks[0]
  const failed = newest !== undefined && taskFailed(newest)
  const Icon = newest?.endtime === undefined ? ListChecks : failed ? CircleAlert : CircleCheck
  const count = running.length
  return (
    <footer className="flex h-8 shrink-0 items-center gap-3 border-t border-line bg-surface px-3 text-[0.93em]">
      <Link to="/tasks" className="flex items-center gap-1.5 hover:underline">
        <Icon size={15} aria-hidden className={failed ? 'text-bad' : 'text-muted'} />
        {count === 0 ? t`Nothing is running` : count === 1 ? t`1 task is running` : t`${count} tasks are running`}
      </Link>
      {newest && (
        <Link to={taskAddress(newest.upid)} className="flex min-w-0 items-center gap-2 text-muted hover:underline">
          <span className="truncate">{taskTitle(i18n, newest)}</span>
          {newest.endtime === undefined ? (
            <TaskProgress task={newest} />
          ) : (
            <span className={`max-w-80 truncate ${failed ? 'text-bad' : ''}`}>{newest.status}</span>
          )}
        </Link>
      )}
    </footer>
  )
}
