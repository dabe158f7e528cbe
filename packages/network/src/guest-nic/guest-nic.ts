/** One network card of a guest, as its config describes it. */
export interface GuestNic {
  readonly vmid: number
  /** 0 for net0 */
  readonly index: number
  readonly bridge: string
  /** of the guest's card */
  readonly mac?: string
  readonly tag?: number
  /** `5;10-20` */
  readonly trunks?: string
  /** megabytes per second */
  readonly rate?: number
  /** 1: that of the bridge */
  readonly mtu?: number
  /** Changes nothing here: rules are bound to the name of the interface. */
  readonly firewall?: boolean
  readonly linkDown?: boolean
  readonly queues?: number
}

/** `tap100i0`: at most the 15 characters that the kernel allows, up to vmid 999999999 and net31. */
export function tapName(nic: Pick<GuestNic, 'vmid' | 'index'>): string {
  return `tap${nic.vmid}i${nic.index}`
}

/**
 * The address of the host's end. It must differ from the guest's, and a high one keeps the bridge from taking it over:
 * a bridge without an address of its own takes the lowest of its ports.
 */
export function hostSideMac(guestMac: string): string {
  return `fe${guestMac.slice(2)}`
}
