/** What is known of a guest beside its config: the data of the hub's values of kind `guest` (id: the vmid). */
export interface GuestState {
  readonly node: string
  readonly status: 'running' | 'stopped'
  /** QEMU's own word for its state: `running`, `paused`, `shutdown`, ...; of a container `running` or `paused`. */
  readonly qmpstatus?: string
  readonly pid?: number
  /** seconds since 1970 */
  readonly since?: number
  readonly lock?: string
}

/** What a running guest uses: the data of the hub's values of kind `metrics`. */
export interface GuestMetrics {
  /** part of its virtual CPUs that is busy, 0 to 1 */
  readonly cpu?: number
  /** bytes */
  readonly mem?: number
  readonly memhost?: number
  /** used, and in all, on the root file system of a container */
  readonly disk?: number
  readonly maxdisk?: number
  /** CPUs that a container without `cores` has */
  readonly cpus?: number
  /** bytes since the guest's start */
  readonly netin?: number
  readonly netout?: number
  readonly diskread?: number
  readonly diskwrite?: number
  /** bytes per second since the measurement before, where there is one of the same run */
  readonly rates?: Readonly<Partial<Record<'netin' | 'netout' | 'diskread' | 'diskwrite', number>>>
}
