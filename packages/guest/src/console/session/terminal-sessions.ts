import type { Host } from '@quorate/host'
import { endWhenIdle } from './end-when-idle.ts'
import { relayTerminal } from './relay-terminal.ts'
import { keepScreen, readScreen } from './screen-file.ts'
import { attachProgram, endProgram, startProgram, type SessionProgram } from './session-program.ts'
import type { TerminalSize } from './terminal-size.ts'
import type { TerminalSession } from './terminal-session.ts'
import { TurnsByName } from './turns-by-name.ts'

const usualSize: TerminalSize = { columns: 80, rows: 24 }

interface OpenSession {
  readonly session: TerminalSession
  keep(): Promise<void>
}

/**
 * The sessions of this process: programs on terminals that outlive it. One that ran before is found again when it is
 * asked for, with its screen as it was.
 */
export class TerminalSessions {
  readonly #host: Host
  readonly #notice: (text: string) => void
  readonly #open = new Map<string, OpenSession>()
  /** The end of one session must not take away the next one of the same name. */
  readonly #turns = new TurnsByName()

  constructor(host: Host, notice: (text: string) => void) {
    this.#host = host
    this.#notice = notice
  }

  /** Joins the session of this name, and starts its program if it does not run. */
  open(program: SessionProgram): Promise<TerminalSession> {
    const { name } = program
    return this.#turns.run(name, async () => {
      const present = this.#open.get(name)?.session
      return present && !present.ended ? present : await this.#begin(program)
    })
  }

  /** Lets go of all programs, which run on. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turns.settled()
    for (const open of this.#open.values()) {
      await open.keep()
      open.session.close()
    }
  }

  async #begin(program: SessionProgram): Promise<TerminalSession> {
    const { name, idleSeconds } = program
    const host = this.#host
    // Few processes ever show a console.
    const [{ TerminalEmulator }, { TerminalSession }] = await Promise.all([
      import('./terminal-emulator.ts'),
      import('./terminal-session.ts'),
    ])
    const found = await attachProgram(host, name)
    const screen = found && (await readScreen(host, name))
    const emulator = new TerminalEmulator(screen?.size ?? usualSize)
    if (screen) await emulator.write(screen.text)
    const tell = (error: unknown) => this.#notice(`${program.title}: ${String(error)}`)
    const line = found ?? (await startProgram(host, program))
    if (!found && program.relays) await relayTerminal(host, name).catch(tell)
    const session = new TerminalSession(emulator, line, program.whyEnded)
    const end = () => void this.#turns.run(name, () => endProgram(host, name)).catch(tell)
    if (found) session.redraw()
    const open: OpenSession = { session, keep: keepScreen(host, name, session, this.#notice) }
    this.#open.set(name, open)
    session.once('ended', () => {
      if (this.#open.get(name) === open) this.#open.delete(name)
      if (!session.released) end()
    })
    if (idleSeconds !== undefined) endWhenIdle(session, idleSeconds, end)
    return session
  }
}
