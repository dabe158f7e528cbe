import { setTimeout as delay } from 'node:timers/promises'
import { findProgram, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { processOf } from '../../pid-file.ts'
import { DtachLink } from './dtach-link.ts'
import { removeSessionFiles, sessionFiles, sessionFolder } from './session-files.ts'

/** What runs on a session's terminal. */
export interface SessionProgram {
  /** Tells the session from all others of this machine, also from one of an earlier run of the same guest: `ct-100-tty-4711-98765`. */
  readonly name: string
  /** As people say it: `the console of CT 100`. */
  readonly title: string
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** It leads to another terminal, which has translated ends of lines already. */
  readonly relays?: boolean
  /** Ended after so many seconds in which nobody had it open and it printed nothing. */
  readonly idleSeconds?: number
  /** Asked when it has ended: a sentence that tells who looks at it why. */
  readonly whyEnded: () => Promise<string>
}

const readyMs = 5000
const lookAgainMs = 5
const graceMs = 2000
/** dtach throws away what is printed while nobody is connected: the program begins at the end of a line that is typed. */
const onceTyped = ['/bin/sh', '-c', 'read -r line && exec "$0" "$@"']

/** The process of dtach that keeps the program; undefined: none, or another one has its id by now. */
export function keeperOf(host: Host, name: string): Promise<number | undefined> {
  const { pid, socket } = sessionFiles(host, name)
  return processOf(host, { path: pid, mark: socket })
}

/** A connection to the program if it runs. What is left of one that does not is removed. */
export async function attachProgram(host: Host, name: string): Promise<DtachLink | undefined> {
  if (await keeperOf(host, name)) {
    const link = await connected(host, name)
    if (link) return link
  }
  await endProgram(host, name)
  return undefined
}

/** What sessions are kept by. `title`: of the session that is to be opened. */
export function requireDtach(title: string): string {
  const dtach = findProgram('dtach')
  if (!dtach) throw new Failure(`${title} cannot be opened: dtach is not installed on this node: install the package dtach`)
  return dtach
}

/** Starts the program, detached: it outlives this process. Nothing that it prints is lost. */
export async function startProgram(host: Host, wanted: SessionProgram): Promise<DtachLink> {
  const { socket, pid, log } = sessionFiles(host, wanted.name)
  const dtach = requireDtach(wanted.title)
  await host.files.makeDirectory(sessionFolder(host), 0o700)
  await removeSessionFiles(host, wanted.name)
  const start = ['--start', '--background', '--make-pidfile', '--pidfile', pid, '--output', log, '--startas', dtach, '--']
  const keep = ['-N', socket, '-E', '-z', '-r', 'none', ...onceTyped, wanted.program, ...wanted.args]
  await host.exec('start-stop-daemon', [...start, ...keep], { env: { TERM: 'xterm-256color', ...wanted.env } })
  for (let waitedMs = 0; waitedMs < readyMs; waitedMs += lookAgainMs) {
    const link = await connected(host, wanted.name)
    if (link && (await link.enterLine(readyMs))) return link
    link?.close()
    if (link) break
    const started = Number((await host.files.readIfThere(pid))?.trim() || undefined)
    if (started > 1 && !host.processes.alive(started)) break
    await delay(lookAgainMs)
  }
  const said = (await host.files.readIfThere(log))?.trim().split('\n').at(-1)
  await endProgram(host, wanted.name)
  throw new Failure(`${wanted.title} cannot be opened${said ? `: ${said}` : ': its program ended at once'}`)
}

/** Ends the program and removes what belongs to it. No error when there is none. */
export async function endProgram(host: Host, name: string): Promise<void> {
  const { processes } = host
  const keeper = await keeperOf(host, name)
  if (keeper !== undefined) {
    const kept = processes.children(keeper).map(pid => ({ pid, startTicks: processes.startTicks(pid) }))
    processes.kill(keeper, 'TERM')
    // It cannot end while it waits for a program that reads nothing.
    if (!(await processes.ended(keeper, { timeoutMs: graceMs })) && (await keeperOf(host, name)) === keeper) {
      processes.kill(keeper, 'KILL')
      await processes.ended(keeper, { timeoutMs: graceMs })
    }
    // Without its terminal a program ends, unless it takes care not to.
    await Promise.all(kept.map(child => endKept(host, child)))
  }
  await removeSessionFiles(host, name)
}

async function endKept({ processes }: Host, { pid, startTicks }: { pid: number; startTicks: number | undefined }): Promise<void> {
  if (startTicks === undefined || !processes.alive(pid, startTicks) || (await processes.ended(pid, { timeoutMs: graceMs }))) return
  if (!processes.alive(pid, startTicks)) return
  processes.kill(pid, 'KILL')
  await processes.ended(pid, { timeoutMs: graceMs })
}

async function connected(host: Host, name: string): Promise<DtachLink | undefined> {
  try {
    return await DtachLink.open(sessionFiles(host, name).socket)
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}
