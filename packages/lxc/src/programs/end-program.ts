import { readProc, type Host } from '@quorate/host'

const graceMs = 3000
/** One that is only just coming into the container is not seen there at once. */
const lookMs = 100

/** Does it run in a container? It then has a number there beside the one here. */
const isInside = (pid: number) => /^NSpid:\t\d+\t\d+/m.test(readProc(`/proc/${pid}/status`) ?? '')

/** LXC's part of a program on this machine, which leads its process group. */
export interface ProgramGroup {
  readonly pid: number
  readonly startTicks: number
}

/**
 * Ends a program in a container and what it started, but for what has gone to the background for good: asks, and kills
 * three seconds later. LXC's part stays for as long as the program, so that it tells how that ended.
 */
export async function endProgram({ processes }: Host, { pid: group, startTicks }: ProgramGroup): Promise<void> {
  // Somebody else's processes may have the number by now; those in containers cannot have come to it anew.
  if (processes.alive(group) && !processes.alive(group, startTicks)) return
  const inside = () => processes.inGroup(group).filter(pid => pid !== group && isInside(pid))
  const asked = new Set<number>()
  for (let waited = 0; waited < graceMs; waited += lookMs) {
    for (const pid of inside()) {
      if (!asked.has(pid)) processes.kill(pid, 'TERM')
      asked.add(pid)
    }
    if (await processes.ended(group, { timeoutMs: lookMs })) break
  }
  for (const pid of inside()) processes.kill(pid, 'KILL')
  if (!(await processes.ended(group, { timeoutMs: graceMs })) && processes.alive(group, startTicks)) processes.kill(group, 'KILL')
}
