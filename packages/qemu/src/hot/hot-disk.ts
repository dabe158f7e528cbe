import { isVolume, parseDrive } from '@quorate/guest'
import { compareOptions } from './compare-options.ts'
import { addDisk, changeMedium, removeDisk, setLimits } from './disk-commands.ts'
import { diskOf, type HotHandler } from './hot-change.ts'

/** Options of a disk that mean nothing to a running QEMU. */
const inert = new Set(['backup', 'replicate', 'shared', 'size', 'format', 'media'])
const limit = /^(?:bps|mbps|iops)(?:_|$)/

/** Only these can be unplugged under a guest's hands. */
const pluggable = /^(?:scsi|virtio)\d+$/

export const hotDisk: HotHandler = async change => {
  const { key, from, to, services, features } = change
  const before = from === undefined ? undefined : diskOf(change.before, key)
  const after = to === undefined ? undefined : diskOf(change.after, key)
  if (from !== undefined && to !== undefined) {
    if (!before || !after) return false
    const same = parseDrive(from).file === parseDrive(to).file
    const different = compareOptions(from, to)
    if (same && before.cdrom === after.cdrom && different.every(name => inert.has(name) || limit.test(name))) {
      if (different.some(name => limit.test(name))) await change.talk(client => setLimits(client, after))
      return true
    }
    if (!before.cdrom || !after.cdrom || !different.every(name => inert.has(name))) return false
    const { file } = parseDrive(to)
    if (isVolume(file)) await services.storage.activate([file])
    await change.talk(client => changeMedium(client, before, after))
    return true
  }
  if (!features.has('disk') || !pluggable.test(key)) return false
  if (after && to !== undefined) {
    const { file } = parseDrive(to)
    if (isVolume(file)) await services.storage.activate([file])
    await change.talk(client => addDisk(client, after))
    return true
  }
  if (!before || before.cdrom) return false
  return await change.talk(client => removeDisk(client, before))
}
