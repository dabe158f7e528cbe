import type { DirectoryParts } from '../directory/parts.ts'
import type { BtrfsTool } from './btrfs-tool.ts'

/** What the parts of one opened btrfs storage share. */
export interface BtrfsParts extends DirectoryParts {
  readonly btrfs: BtrfsTool
  /** Data of new raw images is overwritten in place, without checksums. */
  readonly nocow: boolean
}
