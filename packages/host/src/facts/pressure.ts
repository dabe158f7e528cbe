import { readProc } from '../processes/proc-stat.ts'

/** per cent of the last ten seconds in which some, or all, tasks waited for the resource */
export interface Pressure {
  readonly some: number
  readonly full: number
}

/** Parses a file such as `/proc/pressure/cpu`. */
export function parsePressure(text: string): Pressure {
  const value = (kind: string) => Number(text.match(new RegExp(`^${kind} avg10=([\\d.]+)`, 'm'))?.[1] ?? 0)
  return { some: value('some'), full: value('full') }
}

/** undefined for a resource that the kernel does not account for */
export function readPressure(): { cpu?: Pressure; io?: Pressure; memory?: Pressure } {
  const found: { cpu?: Pressure; io?: Pressure; memory?: Pressure } = {}
  for (const resource of ['cpu', 'io', 'memory'] as const) {
    const text = readProc(`/proc/pressure/${resource}`)
    if (text) found[resource] = parsePressure(text)
  }
  return found
}
