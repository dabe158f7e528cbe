import type { TaskHandle } from '@quorate/contract'
import type { QemuServices } from '../../services.ts'
import { presentName } from './check-snapshot.ts'
import { createOnStorage, removeFromDisk } from './disk-snapshots.ts'
import type { SnapshotDisk } from './snapshot-disks.ts'

/** Brings the disks of a stopped guest back to a snapshot, and keeps what they hold now in another. */
export async function rollbackDisks(services: QemuServices, task: TaskHandle, disks: readonly SnapshotDisk[], name: string): Promise<void> {
  // One that was left by a rollback which could not be undone.
  for (const { volid } of disks) await services.storage.removeSnapshot(volid, presentName)
  await createOnStorage(services, disks, presentName, task.signal)
  for (const { key, volid } of disks) {
    task.signal.throwIfAborted()
    await services.storage.rollback(volid, name)
    task.log(`${key} is back at '${name}'`)
  }
}

/** Brings the disks of a stopped guest back to what they held before a rollback began. */
export async function bringDisksBack(services: QemuServices, disks: readonly SnapshotDisk[]): Promise<void> {
  const changed: SnapshotDisk[] = []
  for (const disk of disks) if ((await services.storage.snapshots(disk.volid)).some(one => one.name === presentName)) changed.push(disk)
  for (const { volid } of changed) await services.storage.rollback(volid, presentName)
  for (const { volid } of changed) await services.storage.removeSnapshot(volid, presentName)
}

/** A rollback is through: what the disks held before goes. */
export async function forgetPresent(services: QemuServices, vmid: number, disks: readonly SnapshotDisk[]): Promise<void> {
  const running = (await services.runtime.running(vmid)) !== undefined
  for (const disk of disks) await removeFromDisk(services, vmid, disk, presentName, running)
}
