import type { GuestMetrics as CommonMetrics } from '@quorate/guest'

/** What a running container uses: the data of the hub's values of kind `metrics` (id: the vmid). */
export interface ContainerMetrics extends CommonMetrics {
  /** milliseconds since 1970 */
  readonly time: number
  /** of its monitor: a run is told by it from the one before */
  readonly pid: number
  /** bytes; the same twice, since a container has no memory of its own beside it */
  readonly mem: number
  readonly memhost: number
  /** bytes */
  readonly swap: number
  /** bytes used on the root file system, and what it holds; undefined: where it is no file system of its own */
  readonly disk?: number
  readonly maxdisk?: number
  /** bytes since the start, as the container sees them */
  readonly netin: number
  readonly netout: number
  readonly diskread: number
  readonly diskwrite: number
  /** by `net0` */
  readonly nics?: Readonly<Record<string, { readonly netin: number; readonly netout: number }>>
  readonly pressure?: Readonly<Record<string, number>>
}
