import { presentName, type SnapshotDisk } from '@quorate/guest'
import type { QemuServices } from '../../services.ts'
import { removeFromDisk } from './disk-snapshots.ts'

/** A rollback is through: what the disks held before goes. */
export async function forgetPresent(services: QemuServices, vmid: number, disks: readonly SnapshotDisk[]): Promise<void> {
  const running = (await services.runtime.running(vmid)) !== undefined
  for (const disk of disks) await removeFromDisk(services, vmid, disk, presentName, running)
}
