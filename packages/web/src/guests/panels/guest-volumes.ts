/** A volume that a guest has, as its configuration tells. */
export interface GuestVolume {
  /** `scsi0`, `rootfs`, `unused1` */
  readonly key: string
  /** `local:100/vm-100-disk-0.raw` */
  readonly volume: string
  /** `32G`; empty: not told */
  readonly size: string
}

const deviceKey = /^(?:(?:ide|sata|scsi|virtio|unused|mp)\d+|efidisk0|tpmstate0|rootfs)$/

/** The volumes that go when the guest goes: its own, not images of CDs, host paths or those of other guests. */
export function ownVolumes(config: object, vmid: number): readonly GuestVolume[] {
  const own = new RegExp(String.raw`[:/](?:vm|base|subvol|basevol)-${vmid}-`)
  return Object.entries(config)
    .filter(([key, value]) => deviceKey.test(key) && typeof value === 'string')
    .flatMap(([key, value]) => {
      const [first = '', ...options] = String(value).split(',')
      const volume = first.replace(/^(?:file|volume)=/, '')
      const size = options.find(option => option.startsWith('size='))?.slice(5) ?? ''
      return own.test(volume) ? [{ key, volume, size }] : []
    })
    .toSorted((a, b) => a.key.localeCompare(b.key, undefined, { numeric: true }))
}
