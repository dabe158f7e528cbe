import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Math.floor(Date.now() / 1000)
let timer: ReturnType<typeof setInterval> | undefined

function tick(): void {
  now = Math.floor(Date.now() / 1000)
  if (!document.hidden) for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Seconds since 1970, drawn anew each `everySeconds`: one clock for the whole page. */
export function useNow(everySeconds = 1): number {
  return useSyncExternalStore(subscribe, () => now - (now % everySeconds))
}
