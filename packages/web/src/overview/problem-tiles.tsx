import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useMemo } from 'react'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { taskTitle } from '../tasks/task-title.ts'
import { problemsOf, type Problem } from './problems.ts'

/** Problems as tiles, each a link to what it concerns; a line when there is none. */
export function ProblemTiles({ seenMs }: { seenMs: number }) {
  const { t, i18n } = useLingui()
  const inventory = useStore(live.inventory)
  const tasks = useStore(live.tasks)
  const problems = useMemo(() => problemsOf(inventory, tasks, seenMs, task => taskTitle(i18n, task)), [inventory, tasks, seenMs, i18n])
  if (problems.length === 0) {
    return (
      <p className="flex items-center gap-2 text-good">
        <CircleCheck size={17} aria-hidden />
        {t`Nothing needs attention.`}
      </p>
    )
  }
  return (
    <ul className="flex flex-wrap gap-2">
      {problems.map(problem => (
        <Tile key={problem.kind} problem={problem} />
      ))}
    </ul>
  )
}

function Tile({ problem }: { problem: Problem }) {
  const { kind, severity, count, names, address } = problem
  const words: Readonly<Record<Problem['kind'], string>> = {
    'nodes-down': plural(count, { one: '# node is offline', other: '# nodes are offline' }),
    'storage-full': plural(count, { one: '# storage is nearly full', other: '# storages are nearly full' }),
    'storage-inactive': plural(count, { one: '# storage is not available', other: '# storages are not available' }),
    'memory-full': plural(count, { one: '# node is short of memory', other: '# nodes are short of memory' }),
    'guests-unknown': plural(count, { one: 'The state of # guest is unknown', other: 'The state of # guests is unknown' }),
    'guests-locked': plural(count, { one: '# guest is locked', other: '# guests are locked' }),
    'tasks-failed': plural(count, { one: '# task failed', other: '# tasks failed' }),
  }
  const Icon = severity === 'bad' ? CircleAlert : TriangleAlert
  return (
    <li className="min-w-52 flex-1 sm:max-w-80">
      <Link
        to={address}
        className={`flex min-h-14 items-center gap-3 rounded-lg border px-3 py-2 hover:brightness-95 dark:hover:brightness-125 ${severity === 'bad' ? 'border-bad/40 bg-bad-surface text-bad' : 'border-warn/40 bg-warn-surface text-warn'}`}
      >
        <Icon size={20} aria-hidden className="shrink-0" />
        <span className="min-w-0">
          <span className="block font-medium">{words[kind]}</span>
          <bdi className="block truncate text-[0.93em] text-text">{names.slice(0, 3).join(', ')}</bdi>
        </span>
      </Link>
    </li>
  )
}
