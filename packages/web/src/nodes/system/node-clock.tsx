import { useEffect, useState } from 'react'
import { i18n } from '@lingui/core'

/** The node's clock, going on by itself. `aheadSeconds`: by how much it is ahead of this browser's. */
export function NodeClock({ aheadSeconds, timeZone }: { aheadSeconds: number; timeZone: string }) {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time className="tabular-nums">
      {i18n.date(new Date(now + aheadSeconds * 1000), { dateStyle: 'full', timeStyle: 'medium', timeZone })}
    </time>
  )
}
