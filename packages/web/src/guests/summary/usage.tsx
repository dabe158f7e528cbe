import { formatBytes, formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'

interface UsageProps {
  readonly label: string
  /** bytes; undefined: not known */
  readonly used: number | undefined
  readonly total: number
  readonly look?: 'first' | 'second'
}

/** How much of something is used. */
export function Usage({ label, used, total, look = 'second' }: UsageProps) {
  if (total === 0) return <span className="text-muted">–</span>
  if (used === undefined) return <span className="tabular-nums">{formatBytes(total)}</span>
  const part = total > 0 ? used / total : 0
  return (
    <span className="flex flex-wrap items-center gap-x-2 tabular-nums">
      <Meter value={part} label={label} look={look} className="w-20" />
      {formatPercent(part)}
      <span className="text-muted">
        {formatBytes(used)} / {formatBytes(total)}
      </span>
    </span>
  )
}
