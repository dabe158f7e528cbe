import { useEffect, useState } from 'react'
import { live } from '../../live/live.ts'

const lookMs = 1000
/** Processes that are to start anew have begun to by then, seen or not. */
const mostUntilGone = 8
/** Behind another certificate the server never answers this page: only loading it anew shows the browser's question. */
const mostUntilBack = 20

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}

/** Whether the server, which starts anew from when `leaving` is true, can be asked again. */
export function useServerBack(leaving: boolean): boolean {
  const [back, setBack] = useState(false)
  useEffect(() => {
    if (!leaving || back) return
    let gone = live.connection.get().state !== 'open'
    let looks = 0
    const stop = live.connection.subscribe(() => (gone ||= live.connection.get().state !== 'open'))
    const timer = setInterval(() => {
      looks += 1
      if (!gone && looks < mostUntilGone) return
      void answers().then(here => (here || looks > mostUntilGone + mostUntilBack) && setBack(true))
    }, lookMs)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [leaving, back])
  return back
}
