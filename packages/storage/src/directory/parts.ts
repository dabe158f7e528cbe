import type { Host } from '@quorate/host'
import type { Preallocation, QemuImg } from '../image/qemu-img.ts'
import type { DirectoryLayout } from './layout.ts'

/** What the parts of one opened directory storage share. */
export interface DirectoryParts {
  /** Id of the storage, for messages. */
  readonly id: string
  readonly layout: DirectoryLayout
  readonly host: Host
  readonly qemuImg: QemuImg
  readonly preallocation?: Preallocation
}
