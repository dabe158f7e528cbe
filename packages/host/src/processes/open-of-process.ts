import { closeSync, openSync } from 'node:fs'
import { Failure } from '@quorate/schema'
import type { ProcessIdentity } from '../host.ts'
import { isGone, readProcStat } from './proc-stat.ts'

/**
 * Opens something of a process below /proc: `root`, `ns/net`. Fails when the number belongs to another process by now, so
 * what is open is that of the process that was meant, also when that ends.
 */
export function openOfProcess(
  { pid, startTicks }: ProcessIdentity,
  what: string,
  flags: number | string = 'r',
): Disposable & { readonly fd: number } {
  const gone = () => new Failure(`process ${pid} has ended`)
  let fd: number
  try {
    fd = openSync(`/proc/${pid}/${what}`, flags)
  } catch (error) {
    throw isGone(error) ? gone() : error
  }
  if (readProcStat(pid)?.startTicks !== startTicks) {
    closeSync(fd)
    throw gone()
  }
  return { fd, [Symbol.dispose]: () => closeSync(fd) }
}
