import { useLingui } from '@lingui/react/macro'
import type { Guest } from '../../live/guest.ts'
import { formatPercent } from '../../ui/format.ts'
import { Meter } from '../../ui/meter.tsx'
import { Status } from '../../ui/status.tsx'
import { GuestName } from './guest-columns.tsx'

/** A guest in two lines, where there is room for one column. */
export function PhoneGuest({ guest }: { guest: Guest }) {
  const { t } = useLingui()
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <GuestName guest={guest} />
        <div className="truncate text-muted">
          {guest.vmid} · <bdi>{guest.node}</bdi>
          {guest.tags.length > 0 && (
            <>
              {' · '}
              <bdi>{guest.tags.join(', ')}</bdi>
            </>
          )}
        </div>
      </div>
      <div className="flex flex-col items-end gap-0.5 text-[0.93em]">
        <Status status={guest.status} />
        {guest.status === 'running' && (
          <span className="flex items-center gap-2 tabular-nums">
            <Meter value={guest.cpu} label={t`Processor`} />
            {formatPercent(guest.cpu)}
          </span>
        )}
      </div>
    </div>
  )
}
