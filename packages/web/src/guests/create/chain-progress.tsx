import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { taskAddress } from '../../addresses.ts'
import { live } from '../../live/live.ts'
import { taskFailed } from '../../live/tasks.ts'
import { useStore } from '../../store.ts'
import { TaskProgress } from '../../tasks/task-progress.tsx'
import { taskTitle } from '../../tasks/task-title.ts'

/** Tasks that the form has begun: downloads, creations, with how far they are. */
export function ChainProgress({ upids }: { upids: readonly string[] }) {
  const { t, i18n } = useLingui()
  const tasks = useStore(live.tasks)
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => void list.current?.scrollIntoView({ block: 'nearest' }), [upids.length])
  if (upids.length === 0) return null
  return (
    <ol ref={list} aria-label={t`What has been begun`} className="rounded-lg border border-line bg-page">
      {upids.map(upid => {
        const task = tasks.find(one => one.upid === upid)
        return (
          <li key={upid} className="flex flex-wrap items-center gap-3 border-t border-line px-3 py-1.5 first:border-0">
            <Link to={taskAddress(upid)} className="mr-auto hover:underline">
              {task ? taskTitle(i18n, task) : upid}
            </Link>
            {task?.endtime === undefined ? (
              task && <TaskProgress task={task} />
            ) : (
              <span className={taskFailed(task) ? 'text-bad' : 'text-good'}>{task.status === 'OK' ? t`Done` : task.status}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
