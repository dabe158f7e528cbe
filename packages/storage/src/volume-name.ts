import type { Content } from './content-type.ts'

/** The part of a volume id after the colon, read. */
export interface VolumeName {
  /** `100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2` */
  readonly text: string
  readonly content: Content
  /** Last part: `vm-101-disk-0.qcow2`, `debian.iso` */
  readonly leaf: string
  /** `raw`, `qcow2`, ... for images; `iso`, `tzst`, `vma.zst`, `snippet` ... */
  readonly format: string
  /** Owner of an image; guest of a backup. */
  readonly vmid?: number
  readonly isBase: boolean
  /** For a linked clone: name of the base volume. */
  readonly base?: string
  /** A file inside of an archive (`import/machine.ova/disk.vmdk`); the leaf is the archive. */
  readonly member?: string
  /** For a backup: kind of guest. */
  readonly subtype?: 'qemu' | 'lxc'
  /** For a backup with a name as the backup job gives it: seconds since 1970, its local time read as UTC. */
  readonly backupTime?: number
}
