import type { Host } from '@quorate/host'
import { endWhenIdle } from './end-when-idle.ts'
import { relayTerminal } from './relay-terminal.ts'
import { keepScreen, readScreen } from './screen-file.ts'
import { sessionNames } from './session-files.ts'
import { attachProgram, endProgram, keeperOf, startProgram, type SessionProgram } from './session-program.ts'
import type { TerminalSize } from './terminal-size.ts'
import type { TerminalSession } from './terminal-session.ts'

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
  readonly #open = new Map<string, Promise<OpenSession>>()

  constructor(host: Host, notice: (text: string) => void) {
    this.#host = host
    this.#notice = notice
  }

  /** Joins the session of this name, and starts its program if it does not run. */
  async open(program: SessionProgram): Promise<TerminalSession> {
    return (await (this.#open.get(program.name) ?? this.#begin(program))).session
  }

  /** Removes what is left of sessions whose programs have ended, and ends those that are over: of a guest's earlier run. */
  async clear(isOver: (name: string) => boolean): Promise<void> {
    for (const name of await sessionNames(this.#host)) {
      if (isOver(name) || (!this.#open.has(name) && (await keeperOf(this.#host, name)) === undefined)) await endProgram(this.#host, name)
    }
  }

  /** Lets go of all programs, which run on. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const opening of this.#open.values()) {
      const open = await opening.catch(() => undefined)
      await open?.keep()
      open?.session.close()
    }
  }

  #begin(program: SessionProgram): Promise<OpenSession> {
    const opening = this.#join(program)
    this.#open.set(program.name, opening)
    const forget = () => {
      if (this.#open.get(program.name) === opening) this.#open.delete(program.name)
    }
    opening.then(({ session }) => (session.ended ? forget() : session.once('ended', forget)), forget)
    return opening
  }

  async #join(program: SessionProgram): Promise<OpenSession> {
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
    const session = new TerminalSession(emulator, found ?? (await startProgram(host, program)))
    const tell = (error: unknown) => this.#notice(`${program.title}: ${String(error)}`)
    const end = () => void endProgram(host, name).catch(tell)
    if (found) session.redraw()
    else if (program.relays) void relayTerminal(host, name).catch(tell)
    session.once('ended', () => session.released || end())
    if (idleSeconds !== undefined) endWhenIdle(session, idleSeconds, end)
    return { session, keep: keepScreen(host, name, session, this.#notice) }
  }
}
