import { useLingui } from '@lingui/react/macro'
import { formatBytes, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { StatusDot } from '../ui/status.tsx'
import type { ListedStorage } from './storage-rows.ts'

/** Whether a storage can be used now. */
export function StorageState({ storage: { enabled, active, usable } }: { storage: Pick<ListedStorage, 'enabled' | 'active' | 'usable'> }) {
  const { t } = useLingui()
  const word = !enabled ? t`Disabled` : !usable ? t`Not supported yet` : active ? t`Available` : t`Not available`
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusDot status={!enabled ? 'stopped' : active ? 'online' : usable ? 'offline' : 'unknown'} />
      {word}
    </span>
  )
}

/** How full a storage is. */
export function SpaceUsed({ storage: { active, used, total } }: { storage: Pick<ListedStorage, 'active' | 'used' | 'total'> }) {
  const { t } = useLingui()
  if (!active || total <= 0) return <span className="text-muted">–</span>
  return (
    <span className="flex min-w-0 items-center gap-2 tabular-nums">
      <Meter value={used / total} label={t`Space used`} />
      {formatPercent(used / total)}
      <span className="truncate text-muted">/ {formatBytes(total)}</span>
    </span>
  )
}
