import { readdirSync, readFileSync } from 'node:fs'

/** One process of the product: the supervisor or a child of it. */
export interface ProductProcess {
  readonly pid: number
  /** `quorate-daemon` */
  readonly name: string
}

function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

/** The supervisor and its children; guests are none of them. */
export function productProcesses(supervisor: number): ProductProcess[] {
  return readdirSync('/proc')
    .map(Number)
    .filter(pid => {
      if (!pid) return false
      if (pid === supervisor) return true
      try {
        return Number(statOf(pid)[1]) === supervisor
      } catch (error) {
        // Gone since the folder was read.
        if (error instanceof Error && 'code' in error) return false
        throw error
      }
    })
    .map(pid => ({ pid, name: readFileSync(`/proc/${pid}/comm`, 'latin1').trim() }))
}

/** CPU time of all threads so far, in milliseconds. */
export function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const spent = threads.map(thread => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]))
  return spent.reduce((sum, one) => sum + one, 0) / 1e6
}

export interface Memory {
  /** MiB, shared pages counted in parts */
  readonly pss: number
  /** MiB that no file stands behind */
  readonly anonymous: number
  /** MiB of files, the program's own among them; processes of one program have them in common */
  readonly fileBacked: number
}

export function memoryOf(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1')
  const mebibytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1]) / 1024
  return { pss: mebibytes('Pss'), anonymous: mebibytes('Anonymous'), fileBacked: mebibytes('Rss') - mebibytes('Anonymous') }
}
