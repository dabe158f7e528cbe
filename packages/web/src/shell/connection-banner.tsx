import { useLingui } from '@lingui/react/macro'
import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { live } from '../live/live.ts'
import { useStore } from '../store.ts'
import { formatShortTime } from '../ui/format.ts'

/** A short break is nothing to talk about. */
const quietMs = 1500

/** Says that the server is gone and how old the picture is; it comes back by itself. */
export function ConnectionBanner() {
  const { t } = useLingui()
  const { state, since } = useStore(live.connection)
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (state !== 'lost') return
    const timer = setTimeout(() => setLate(true), quietMs)
    return () => clearTimeout(timer)
  }, [state])
  if (state !== 'lost' || !late) return null
  const time = formatShortTime(since / 1000)
  return (
    <p role="status" className="flex items-center gap-2 border-b border-warn/40 bg-warn-surface px-4 py-1 text-warn">
      <CloudOff size={15} aria-hidden />
      {t`The server does not answer. What you see is as of ${time}; it is tried again by itself.`}
    </p>
  )
}
