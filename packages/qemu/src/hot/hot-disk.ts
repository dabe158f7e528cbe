import { parseDrive } from '@quorate/guest'
import type { DiskPlan } from '../plan/vm-plan.ts'
import { compareOptions } from './compare-options.ts'
import { addDisk, changeMedium, removeDisk, replaceDisk, setLimits } from './disk-commands.ts'
import { diskOf, type HotChange, type HotHandler } from './hot-change.ts'
import { forgetVolume, useVolume } from './note-volumes.ts'

/** Options of a disk that mean nothing to a running QEMU. */
const inert = new Set(['backup', 'replicate', 'shared', 'size', 'format', 'media'])
const limit = /^(?:bps|mbps|iops)(?:_|$)/

/** Only these can be unplugged under a guest's hands. */
const pluggable = /^(?:scsi|virtio)\d+$/

/** With the new drive's volume at hand; it is released again when the work fails. */
async function withVolume({ services, vmid }: HotChange, drive: string, work: () => Promise<void>): Promise<void> {
  const release = await useVolume(services, vmid, drive)
  try {
    await work()
  } catch (error) {
    await release()
    throw error
  }
}

async function changeDisk(change: HotChange, before: DiskPlan, after: DiskPlan, from: string, to: string): Promise<boolean> {
  const { key, services, vmid, features } = change
  const different = compareOptions(from, to)
  const moved = parseDrive(from).file !== parseDrive(to).file
  if (!moved && before.cdrom === after.cdrom) {
    if (!different.every(name => inert.has(name) || limit.test(name))) return false
    if (different.some(name => limit.test(name)) && !after.cdrom) await change.talk(client => setLimits(client, after))
    return true
  }
  if (before.cdrom && after.cdrom && different.every(name => inert.has(name))) {
    await withVolume(change, to, () => change.talk(client => changeMedium(client, before, after)))
  } else {
    if (!features.has('disk') || !pluggable.test(key)) return false
    await withVolume(change, to, () => change.talk(client => replaceDisk(client, before, after)))
  }
  if (moved) await forgetVolume(services, vmid, from)
  return true
}

export const hotDisk: HotHandler = async change => {
  const { key, from, to, services, vmid, features } = change
  const before = from === undefined ? undefined : diskOf(change.before, key)
  const after = to === undefined ? undefined : diskOf(change.after, key)
  if (before && after && from !== undefined && to !== undefined) return await changeDisk(change, before, after, from, to)
  if (!features.has('disk') || !pluggable.test(key)) return false
  if (after && to !== undefined) {
    await withVolume(change, to, () => change.talk(client => addDisk(client, after)))
    return true
  }
  if (!before || from === undefined) return false
  await change.talk(client => removeDisk(client, before))
  await forgetVolume(services, vmid, from)
  return true
}
