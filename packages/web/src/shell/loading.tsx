import { useLingui } from '@lingui/react/macro'
import { useEffect, useState } from 'react'

/** Whoever waits longer than this is told that it goes on. */
const longMs = 6000

/** Stands where something is being fetched. */
export function Loading() {
  const { t } = useLingui()
  const [long, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <p role="status" className="p-6 text-muted">
      {long ? t`Loading… The server takes longer than usual.` : t`Loading…`}
    </p>
  )
}
