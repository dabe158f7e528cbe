import type { GuestMetrics as CommonMetrics } from '@quorate/guest'

/** What a running container uses: the data of the hub's values of kind `metrics` (id: the vmid). */
export interface ContainerMetrics extends CommonMetrics {
  /** milliseconds since 1970 */
  readonly time: number
  /** of its monitor: a run is told by it from the one before */
  readonly pid: number
  readonly cpus: number
  /** bytes; a container has no memory beside what it uses itself */
  readonly mem: number
  readonly memhost: number
  readonly swap: number
  readonly netin: number
  readonly netout: number
  readonly pressure?: Readonly<Record<string, number>>
  /** `here` of the hub's values; nics by `net0` */
  readonly details?: { readonly nics: Readonly<Record<string, { readonly netin: number; readonly netout: number }>> }
}
