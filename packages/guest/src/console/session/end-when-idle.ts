import type { TerminalSession } from './terminal-session.ts'

/** Calls back when nobody has looked at a session, and it has printed nothing, for so long. */
export function endWhenIdle(session: TerminalSession, seconds: number, end: () => void): void {
  let timer: NodeJS.Timeout | undefined
  let leftAt = performance.now()
  const look = () => {
    const idleMs = performance.now() - Math.max(leftAt, session.lastOutput)
    const missing = seconds * 1000 - idleMs
    if (missing > 0) wait(missing)
    else end()
  }
  const wait = (ms: number) => {
    timer = setTimeout(look, ms)
    timer.unref()
  }
  const onViewers = () => {
    clearTimeout(timer)
    leftAt = performance.now()
    if (session.viewers === 0) wait(seconds * 1000)
  }
  // Who leaves after its end must not have the next session of its name ended.
  session.on('viewers', onViewers).once('ended', () => {
    session.off('viewers', onViewers)
    clearTimeout(timer)
  })
  onViewers()
}
