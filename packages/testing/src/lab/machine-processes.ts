import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const pidNamespace = (pid: number | string): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** All processes of the machine whose first process this is. */
export function processesOf(init: number): number[] {
  const namespace = pidNamespace(init)
  if (namespace === undefined) return []
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name) && pidNamespace(name) === namespace)
    .map(Number)
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/**
 * The processes outside that stand for one inside: `nsenter` stops when that stops, and does not go on with it. Stopped,
 * it would keep the dead process, and so the whole machine, from vanishing.
 */
export function outsideParents(inside: readonly number[]): number[] {
  const parents = new Set(inside.map(parentOf).filter(pid => pid !== undefined && pid > 1))
  return [...parents.difference(new Set(inside))].filter(pid => pid !== undefined)
}

/** Its one child; undefined: none yet. */
export function childOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ')[0]) || undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/** False: it was gone. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

/** Signals every process of the machine until there is none that it has not reached: those signalled may be forking. */
export async function signalAll(init: number, name: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  if (name === 'SIGCONT') for (const pid of outsideParents(processesOf(init))) signal(pid, 'SIGCONT')
  const reached = new Set<number>()
  for (let news = true; news; await sleep(5)) {
    news = false
    for (const pid of processesOf(init)) {
      if (reached.has(pid)) continue
      reached.add(pid)
      news = true
      signal(pid, name)
    }
  }
}

/** Waits until the condition holds; for what takes a moment on an idle machine and longer on a busy one. */
export async function untilTrue(what: string, condition: () => unknown, seconds = 60): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) if (await condition()) return
  throw new Error(`not within ${seconds} seconds: ${what}`)
}
