import type { Host } from '@quorate/host'
import type { QemuImg } from '../image/qemu-img.ts'
import type { ZfsTool } from './zfs-tool.ts'

/** What the parts of one opened ZFS storage share. */
export interface ZfsParts {
  /** Id of the storage, for messages. */
  readonly id: string
  /** Pool, or dataset in one, that the volumes are in: `rpool/data` */
  readonly pool: string
  /** Where the pool's file systems are mounted. */
  readonly mountpoint: string
  readonly host: Host
  readonly zfs: ZfsTool
  readonly qemuImg: QemuImg
  /** bytes, as text; undefined: ZFS's own choice */
  readonly blocksize?: string
  /** Volumes take room only for what is written. */
  readonly sparse: boolean
}
