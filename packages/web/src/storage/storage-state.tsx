import { useLingui } from '@lingui/react/macro'
import { formatBytes, formatPercent } from '../ui/format.ts'
import { Meter } from '../ui/meter.tsx'
import { StatusDot } from '../ui/status.tsx'
import type { ListedStorage } from './storage-rows.ts'

/** Whether a storage can be used now. */
export function StorageState({
  storage: { enabled, active, usable, nodeDown },
}: {
  storage: Pick<ListedStorage, 'enabled' | 'active' | 'usable' | 'nodeDown'>
}) {
  const { t } = useLingui()
  const word = !enabled
    ? t`Disabled`
    : !usable
      ? t`Not supported yet`
      : active
        ? t`Available`
        : nodeDown
          ? t`Node offline`
          : t`Not available`
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusDot status={!enabled ? 'stopped' : active ? 'online' : usable ? 'offline' : 'unknown'} />
      {word}
    </span>
  )
}

/** How full a storage is. */
export function SpaceUsed({
  storage: { active, nodeDown, used, total },
}: {
  storage: Pick<ListedStorage, 'active' | 'nodeDown' | 'used' | 'total'>
}) {
  const { t } = useLingui()
  if (!(active || nodeDown) || total <= 0) return <span className="text-muted">–</span>
  return (
    <span className="flex min-w-0 items-center gap-2 tabular-nums">
      <Meter value={used / total} label={t`Space used`} />
      {formatPercent(used / total)}
      <span className="truncate text-muted">/ {formatBytes(total)}</span>
    </span>
  )
}
