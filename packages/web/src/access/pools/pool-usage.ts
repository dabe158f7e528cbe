import type { Guest } from '../../live/guest.ts'

/** What the guests of a pool use together. */
export interface PoolUsage {
  readonly guests: number
  readonly running: number
  /** processors given to running guests */
  readonly cpus: number
  /** processors in use, as a number of processors */
  readonly cpu: number
  /** bytes; `mem` of those that run, the others as configured */
  readonly mem: number
  readonly maxmem: number
  readonly maxdisk: number
}

const empty: PoolUsage = { guests: 0, running: 0, cpus: 0, cpu: 0, mem: 0, maxmem: 0, maxdisk: 0 }

function plus(sum: PoolUsage, guest: Guest): PoolUsage {
  const runs = guest.status === 'running' || guest.status === 'paused'
  return {
    guests: sum.guests + 1,
    running: sum.running + Number(runs),
    cpus: sum.cpus + (runs ? guest.maxcpu : 0),
    cpu: sum.cpu + guest.cpu * guest.maxcpu,
    mem: sum.mem + guest.mem,
    maxmem: sum.maxmem + guest.maxmem,
    maxdisk: sum.maxdisk + guest.maxdisk,
  }
}

/** A pool and those below it: `lab` and `lab/web`. */
export const isWithin = (pool: string, outer: string): boolean => pool === outer || pool.startsWith(`${outer}/`)

/** Sums over the guests of a pool and of the pools below it. */
export function poolUsage(guests: Iterable<Guest>, pool: string): PoolUsage {
  let sum = empty
  for (const guest of guests) if (guest.pool !== '' && isWithin(guest.pool, pool)) sum = plus(sum, guest)
  return sum
}
