import { readdirSync } from 'node:fs'
import type { Processes } from '../host.ts'
import { errorCode } from '../files/file-failure.ts'
import { watchProcess } from './pidfd.ts'
import { readProc, readProcStat } from './proc-stat.ts'

function alive(pid: number, startTicks?: number): boolean {
  const stat = readProcStat(pid)
  return stat !== undefined && (startTicks === undefined || stat.startTicks === startTicks)
}

function readdirIfThere(path: string): string[] {
  try {
    return readdirSync(path)
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(errorCode(error) ?? '')) return []
    throw error
  }
}

async function ended(pid: number, options: { timeoutMs?: number; signal?: AbortSignal } = {}): Promise<boolean> {
  if (!alive(pid)) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  // A kernel without pidfd (or the last instant between the look above and the call): look again, often.
  let checker: NodeJS.Timeout | undefined
  const watch = watchProcess(pid, () => resolve(true))
  if (!watch) checker = setInterval(() => !alive(pid) && resolve(true), 50)
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => resolve(!alive(pid)), options.timeoutMs)
  const onAbort = () => resolve(!alive(pid))
  if (options.signal?.aborted) onAbort()
  options.signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await promise
  } finally {
    watch?.[Symbol.dispose]()
    clearInterval(checker)
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
  }
}

export const realProcesses: Processes = {
  alive,
  startTicks: pid => readProcStat(pid)?.startTicks,
  kill(pid, signal) {
    // 0 and negative numbers would address whole groups of processes.
    if (!Number.isSafeInteger(pid) || pid <= 1) throw new RangeError(`refused to signal process ${pid}`)
    try {
      process.kill(pid, `SIG${signal}`)
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error
    }
  },
  ended,
  commandLine(pid) {
    if (!alive(pid)) return undefined
    const text = readProc(`/proc/${pid}/cmdline`)
    return text === undefined ? undefined : text.replace(/\0$/, '').split('\0')
  },
  children(pid) {
    const threads = readdirIfThere(`/proc/${pid}/task`)
    return threads.flatMap(thread => readProc(`/proc/${pid}/task/${thread}/children`)?.split(' ').filter(Boolean).map(Number) ?? [])
  },
  isFirstInside(pid) {
    const numbers = /^NSpid:\s*(.*)$/m.exec(readProc(`/proc/${pid}/status`) ?? '')?.[1]?.split(/\s+/) ?? []
    return numbers.length > 1 && numbers.at(-1) === '1'
  },
  inGroup(group) {
    const pids = readdirSync('/proc').map(Number).filter(Number.isSafeInteger)
    return pids.filter(pid => readProcStat(pid)?.group === group)
  },
}
