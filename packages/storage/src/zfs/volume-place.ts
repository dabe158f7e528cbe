import { lstat } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { VolumePlace } from '../driver.ts'
import type { VolumeName } from '../volume-name.ts'
import type { ZfsParts } from './parts.ts'

const deviceTries = 500
const devicePauseMs = 20

export function datasetOf(parts: ZfsParts, name: Pick<VolumeName, 'leaf'>): string {
  return `${parts.pool}/${name.leaf}`
}

export function placeOf(parts: ZfsParts, leaf: string, format: string): VolumePlace {
  return format === 'subvol'
    ? { path: `${parts.mountpoint}/${leaf}`, kind: 'folder' }
    : { path: `/dev/zvol/${parts.pool}/${leaf}`, kind: 'block' }
}

/** A new volume's device appears a moment after the volume. */
export async function waitForDevice(path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await lstat(path)
      return
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
      if (attempt === deviceTries)
        throw new Failure(`device '${path}' did not appear within ${(deviceTries * devicePauseMs) / 1000} s: is udev running?`)
      await delay(devicePauseMs)
    }
  }
}
