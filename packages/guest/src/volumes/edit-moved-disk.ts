import type { GuestConfig } from '../config/guest-config.ts'
import { sizeText, withOptions } from '../drive-text.ts'
import { isUnusedKey } from './disks.ts'
import { editDrive } from './edit-drive.ts'
import { isReferenced, letGoOf } from './unused-volumes.ts'

export interface MovedDisk {
  readonly vmid: number
  readonly key: string
  /** Volume ids. */
  readonly from: string
  readonly to: string
  /** bytes */
  readonly size: number
  readonly deleteSource: boolean
}

/**
 * Lets a disk be on its new volume. The former one is kept as unused, or is answered as one that can be removed.
 * undefined: the disk is not on the former volume.
 */
export function editMoved(config: GuestConfig, { vmid, key, from, to, size, deleteSource }: MovedDisk): string[] | undefined {
  const moved = editDrive(config, key, from, ({ options }) =>
    isUnusedKey(key) ? { file: to, options } : withOptions({ file: to, options }, { size: sizeText(size), format: undefined }),
  )
  return moved ? letGoOf(config, vmid, from, deleteSource) : undefined
}

/** Lets a disk be on its former volume again. False: it never left it. */
export function editMovedBack(config: GuestConfig, { key, from, to }: MovedDisk): boolean {
  const listed = [...config.current.values].filter(([other, text]) => isUnusedKey(other) && other !== key && text === from)
  if (!editDrive(config, key, to, ({ options }) => ({ file: from, options }))) return false
  for (const [other] of listed) if (isReferenced(config, from, other)) config.current.delete(other)
  return true
}
