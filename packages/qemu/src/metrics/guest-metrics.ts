import type { GuestMetrics as CommonMetrics } from '@quorate/guest'

/** What a running virtual machine uses: the data of the hub's values of kind `metrics` (id: the vmid). */
export interface GuestMetrics extends CommonMetrics {
  /** milliseconds since 1970 */
  readonly time: number
  readonly pid: number
  /** bytes that the guest says it uses, where its balloon driver tells; else what it occupies on the host */
  readonly mem: number
  /** bytes that its process occupies on the host */
  readonly memhost: number
  /** bytes since the guest's start, as the guest sees them */
  readonly netin: number
  readonly netout: number
  /** undefined: QEMU did not answer */
  readonly diskread?: number
  readonly diskwrite?: number
  readonly pressure?: Readonly<Record<string, number>>
  readonly details?: GuestDetails
}

/** What only who asks for this guest alone wants to know: `here` of the hub's values. */
export interface GuestDetails {
  /** by `net0` */
  readonly nics?: Readonly<Record<string, { readonly netin: number; readonly netout: number }>>
  readonly ballooninfo?: Readonly<Record<string, number>>
  /** by `scsi0` */
  readonly blockstat?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
