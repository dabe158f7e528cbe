import type { Host } from '@quorate/host'
import { sessionFiles } from './session-files.ts'
import type { TerminalSize } from './terminal-size.ts'
import type { TerminalSession } from './terminal-session.ts'

/** A screen is kept when it has been at rest so long, or at the latest so long after a change. milliseconds */
const restMs = 1000
const latestMs = 10_000
const keptLines = 200

interface KeptScreen {
  readonly size: TerminalSize
  readonly text: string
}

/** The screen as this process or one before it has left it. */
export async function readScreen(host: Host, name: string): Promise<KeptScreen | undefined> {
  const text = await host.files.readIfThere(sessionFiles(host, name).screen)
  return text === undefined ? undefined : (JSON.parse(text) as KeptScreen)
}

/** Its program has ended, also while a file was being written. */
const isOver = (session: TerminalSession) => session.ended && !session.released

/** Keeps the screen in a file, for a process that comes after this one. Answers how to do it at once. */
export function keepScreen(host: Host, name: string, session: TerminalSession, notice: (text: string) => void): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let changed = 0
  const keep = async () => {
    clearTimeout(timer)
    timer = undefined
    if (session.ended) return
    const kept: KeptScreen = { size: session.emulator.size, text: session.emulator.snapshot(keptLines) }
    const { screen } = sessionFiles(host, name)
    await host.files.writeAtomic(screen, JSON.stringify(kept), 0o600)
    if (isOver(session)) await host.files.remove(screen)
  }
  session.on('drawn', () => {
    const now = performance.now()
    if (timer === undefined) changed = now
    clearTimeout(timer)
    const wait = Math.min(restMs, Math.max(changed + latestMs - now, 0))
    timer = setTimeout(() => keep().catch((error: unknown) => notice(`the screen of ${name} cannot be kept: ${String(error)}`)), wait)
    timer.unref()
  })
  session.once('ended', () => clearTimeout(timer))
  return keep
}
