import type { Guest } from '../../live/guest.ts'
import { formatDuration } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'

/** Goes on by itself: a guest that runs needs no event for that. What runs for hours is counted in minutes. */
export function UptimeCell({ guest }: { guest: Guest }) {
  const now = useNow(Date.now() / 1000 - guest.since < 3600 ? 1 : 60)
  if (guest.since === 0 || guest.status === 'unknown') return <span className="text-muted">–</span>
  return <span className="tabular-nums">{formatDuration(now - guest.since)}</span>
}
