/** What a running guest uses: the data of the hub's values of kind `metrics` (id: the vmid). */
export interface GuestMetrics {
  /** milliseconds since 1970 */
  readonly time: number
  readonly pid: number
  /** part of its virtual CPUs that is busy, 0 to 1; undefined at the first measurement */
  readonly cpu?: number
  /** bytes that the guest says it uses, where its balloon driver tells; else what it occupies on the host */
  readonly mem: number
  /** bytes that its process occupies on the host */
  readonly memhost: number
  /** bytes since the guest's start, as the guest sees them */
  readonly netin: number
  readonly netout: number
  readonly diskread: number
  readonly diskwrite: number
  /** per network card: `net0` */
  readonly nics?: Readonly<Record<string, { readonly netin: number; readonly netout: number }>>
  readonly ballooninfo?: Readonly<Record<string, number>>
  /** per drive: `scsi0` */
  readonly blockstat?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly pressure?: Readonly<Record<string, number>>
}
