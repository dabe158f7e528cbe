import { formatDrive, type GivingGuests } from '@quorate/guest'
import { parameterFailure } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { checkMountPoints } from '../check-mount-points.ts'

/** A container that gives a volume away to another. */
export function givingContainers(services: LxcServices, vmid: number): GivingGuests {
  return {
    giver: placeHere(services, vmid),
    running: id => services.runtime.running(id),
    checkTaken({ current, pending }, key, drive) {
      const set = new Map([[key, formatDrive(drive)]])
      checkMountPoints(set, new Map([...current.values, ...(pending?.values ?? []), ...set]))
    },
  }
}

/** A root file system is never given away, and a mount point needs a path in the container that gets it. */
export function checkGift(volume: string, target: string): void {
  if (volume === 'rootfs') throw parameterFailure({ volume: `a root file system cannot be given to another container` })
  if (target === 'rootfs') throw parameterFailure({ 'target-volume': `a container keeps its root file system` })
  if (volume.startsWith('unused') && target.startsWith('mp')) {
    throw parameterFailure({ 'target-volume': `an unused volume has no path to be mounted at: choose an 'unused' key there` })
  }
}
