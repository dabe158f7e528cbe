import { readFileSync } from 'node:fs'
import { errorCode } from '../files/file-failure.ts'

/** A file of /proc or /sys is not there, or its process ended. */
export const isGone = (error: unknown) => ['ENOENT', 'ESRCH', 'ENOTDIR'].includes(errorCode(error) ?? '')

/** A file of /proc or /sys; undefined when it (or its process) is gone. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}

export interface ProcStat {
  readonly state: string
  readonly parent: number
  /** number of its process group */
  readonly group: number
  /** clock ticks (1/100 s) of CPU, user and system */
  readonly userTicks: number
  readonly systemTicks: number
  /** clock ticks since boot */
  readonly startTicks: number
  /** bytes */
  readonly residentBytes: number
  readonly threads: number
}

/** Parses `/proc/<pid>/stat`. The program's name may hold spaces and parentheses: the fields begin after the last one. */
export function parseProcStat(text: string): ProcStat {
  const field = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const number = (index: number) => Number(field[index - 3])
  return {
    state: field[0] ?? '',
    parent: number(4),
    group: number(5),
    userTicks: number(14),
    systemTicks: number(15),
    threads: number(20),
    startTicks: number(22),
    residentBytes: number(24) * 4096,
  }
}

/** undefined: no such process (a dead one that its parent has not collected counts as gone). */
export function readProcStat(pid: number): ProcStat | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  const text = readProc(`/proc/${pid}/stat`)
  if (text === undefined || text === '') return undefined
  const stat = parseProcStat(text)
  return stat.state === 'Z' || stat.state === 'X' ? undefined : stat
}
