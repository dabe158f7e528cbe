import { live } from '../live/live.ts'
import { openConsoles, type OpenConsole } from '../shell/console-store.ts'
import type { LiveConsole } from './live-console.ts'
import { Screen } from './screen/screen.ts'
import { TerminalConsole } from './terminal/terminal-console.ts'

/** Left by its page, a console that is not in the dock waits so long for its user to come back. */
const graceMs = 2 * 60_000

const consoles = new Map<string, LiveConsole>()
/** How many pages show it. */
const holders = new Map<string, number>()

/** The console of this id: the one that is open, or a new one. */
export function liveConsole(open: OpenConsole): LiveConsole {
  let console = consoles.get(open.id)
  if (!console) {
    console = open.kind === 'vnc' ? new Screen(open) : new TerminalConsole(open)
    consoles.set(open.id, console)
  }
  return console
}

function endUnwanted(): void {
  const docked = new Set(openConsoles.get().consoles.map(one => one.id))
  for (const [id, console] of consoles) {
    if (docked.has(id) || holders.has(id)) continue
    consoles.delete(id)
    console.end()
  }
}
openConsoles.subscribe(endUnwanted)

/** Keeps a console open for a page; to be called back when the page is left. */
export function holdConsole(id: string): () => void {
  holders.set(id, (holders.get(id) ?? 0) + 1)
  return () =>
    void setTimeout(() => {
      const left = (holders.get(id) ?? 1) - 1
      if (left > 0) return holders.set(id, left)
      holders.delete(id)
      return endUnwanted()
    }, graceMs)
}

/** Ends a console that a page holds: somebody closed it. */
export function endConsole(id: string): void {
  consoles.get(id)?.end()
  consoles.delete(id)
}

function retryLost(): void {
  for (const { line } of consoles.values()) if (line.state.get().kind === 'lost') line.retry()
}
live.connection.subscribe(() => void (live.connection.get().state === 'open' && retryLost()))
window.addEventListener('online', retryLost)
