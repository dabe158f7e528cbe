import type { IdMap } from '@quorate/host'

/** A process by its number and its start: numbers are used again. */
export interface ProcessIdentity {
  readonly pid: number
  readonly startTicks: number
}

/** Where a container's files are reached. */
export interface GuestRoot {
  /** `/proc/100/root` while it runs; otherwise where its root file system is mounted. */
  readonly path: string
  /** The container's first process, which must be the same while its root is opened. */
  readonly init?: ProcessIdentity
  readonly idMap: IdMap
}
