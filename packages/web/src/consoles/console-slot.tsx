import { useLayoutEffect, useRef } from 'react'
import type { LiveConsole } from './live-console.ts'

/** The place where a console is for now: the same one, moved here. */
export function ConsoleSlot({ console }: { console: LiveConsole }) {
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const slot = place.current
    if (!slot) return
    console.moveTo(slot)
    return () => console.leave(slot)
  }, [console])
  return <div ref={place} className="relative min-h-0 flex-1" />
}
