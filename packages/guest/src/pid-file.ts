import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'

/** A helper program of guests: the file with its process id, and a path among its arguments by which it is known again. */
export interface PidFile {
  readonly path: string
  readonly mark: string
}

/** milliseconds to end by itself in; afterwards it is killed */
const graceMs = 3000
/** A program that is read from a slow disk takes long to begin. */
const beginningMs = 2000
const lookAgainMs = 5

/** The process, unless it has ended. Another one that has its id by now is none. */
export async function processOf(host: Host, { path, mark }: PidFile): Promise<number | undefined> {
  const pid = Number((await host.files.readIfThere(path))?.trim())
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined
  // Between one program and the next a process has no arguments for a moment.
  for (let waitedMs = 0; host.processes.commandLine(pid)?.join('') === '' && waitedMs < beginningMs; waitedMs += lookAgainMs)
    await delay(lookAgainMs)
  return host.processes.commandLine(pid)?.some(argument => argument.includes(mark)) ? pid : undefined
}

/** Ends the process. No error when there is none. */
export async function endProcess(host: Host, file: PidFile): Promise<void> {
  const pid = await processOf(host, file)
  if (pid === undefined) return
  host.processes.kill(pid, 'TERM')
  if ((await host.processes.ended(pid, { timeoutMs: graceMs })) || (await processOf(host, file)) !== pid) return
  host.processes.kill(pid, 'KILL')
  await host.processes.ended(pid, { timeoutMs: graceMs })
}
