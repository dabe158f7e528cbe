import { ownerOf } from '@quorate/storage'
import type { GuestConfig } from '../config/guest-config.ts'
import { volumesOf } from './disks.ts'

/** Every volume of the guest's own that its config names: at present, pending, and in snapshots. */
export function ownVolumes(config: GuestConfig, vmid: number): string[] {
  const sections = [config.current, ...(config.pending ? [config.pending] : []), ...config.snapshots().values()]
  const files = sections.flatMap(section => volumesOf(section.values).map(([, file]) => file))
  return [...new Set(files)].filter(file => ownerOf(file) === vmid)
}
