import type { Given } from './read-arguments.ts'

const driveKey = /^(?:ide|sata|scsi|virtio|efidisk|tpmstate)\d+$/
const newVolume = /^(?:file=)?[A-Za-z][\w.-]*:(?:\d+(?:\.\d+)?|cloudinit)(?:,|$)/

/** Whether a change of a VM makes or copies a disk: that takes time, so it runs as a task, whose progress is shown. */
export function makesDisk(given: Given): boolean {
  return Object.entries(given).some(
    ([key, value]) => driveKey.test(key) && typeof value === 'string' && (newVolume.test(value) || value.includes('import-from=')),
  )
}
