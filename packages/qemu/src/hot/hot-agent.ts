import { parseDrive } from '@quorate/guest'
import { compareOptions } from './compare-options.ts'
import type { HotHandler } from './hot-change.ts'

/** Options that say how the agent is made use of; the machine is the same. */
const usage = new Set(['fstrim_cloned_disks', 'freeze-fs', 'freeze-fs-on-backup', 'guest-fsfreeze'])

export const hotAgent: HotHandler = async ({ from, to }) => {
  if (from === undefined || to === undefined) return false
  return parseDrive(from).file === parseDrive(to).file && compareOptions(from, to).every(name => usage.has(name))
}
