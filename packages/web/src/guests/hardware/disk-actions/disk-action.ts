import type { Guest } from '../../../live/guest.ts'
import { splitMembers } from '../../config/split-members.ts'
import type { GuestConfig } from '../../config/use-guest-config.ts'

/** What each panel over a disk is given. */
export interface DiskActionTarget {
  readonly guest: Guest
  readonly config: GuestConfig
  /** The disk's key. */
  readonly name: string
  readonly onClose: () => void
}

/** Volume, storage and size of a disk of a configuration. */
export function volumeOf(text: string): { readonly volume: string; readonly storage: string; readonly size: string | undefined } {
  const members = splitMembers(text, 'file')
  const volume = members[''] ?? members.volume ?? ''
  return { volume, storage: volume.split(':', 1)[0] ?? '', size: members.size }
}
