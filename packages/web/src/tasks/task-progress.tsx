import { useLingui } from '@lingui/react/macro'
import type { LiveTask } from '../live/tasks.ts'
import { formatBytes, formatDuration, formatPercent } from '../ui/format.ts'
import { Progress } from '../ui/progress.tsx'

/** How far a task is: a bar, a percentage, a rate and the time left, as far as they are known. */
export function TaskProgress({ task }: { task: LiveTask }) {
  const { t } = useLingui()
  const { progress } = task
  const value = progress && progress.total > 0 ? progress.done / progress.total : undefined
  const rate = progress && progress.rate > 0 && progress.unit === 'bytes' ? `${formatBytes(progress.rate)}/s` : undefined
  const left = progress?.eta === undefined ? undefined : formatDuration(progress.eta)
  return (
    <span className="flex shrink-0 items-center gap-2 tabular-nums">
      <Progress value={value} label={t`Progress`} className="w-24" />
      {value !== undefined && <span>{formatPercent(value)}</span>}
      {rate !== undefined && <span>{rate}</span>}
      {left !== undefined && <span>{t`${left} left`}</span>}
    </span>
  )
}
