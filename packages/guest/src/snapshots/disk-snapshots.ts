import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { quietWork } from '../procedures/quiet-work.ts'
import type { GuestServices } from '../services.ts'
import { presentName } from './check-snapshot-name.ts'

/** A disk whose content a snapshot keeps. */
export interface SnapshotDisk {
  readonly key: string
  readonly volid: string
}

type Services = Pick<GuestServices, 'storage'>

/** A snapshot of every volume, by its storage. What was begun when it fails is the caller's to remove. */
export async function createOnStorage(
  { storage }: Services,
  disks: readonly SnapshotDisk[],
  name: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { key, volid } of disks) {
    signal.throwIfAborted()
    try {
      await storage.createSnapshot(
        quietWork(signal, () => undefined),
        volid,
        name,
      )
    } catch (error) {
      throw new Failure(`snapshot '${name}' of ${key} (${volid}) failed`, { cause: error })
    }
  }
}

/** Fails when a volume of the snapshot, or its snapshot on the storage, is not there any more, or when newer ones bar the way. */
export async function checkSnapshotParts({ storage }: Services, disks: readonly SnapshotDisk[], name: string): Promise<void> {
  for (const { key, volid } of disks) {
    if (!(await storage.exists(volid))) throw new Failure(`snapshot '${name}': ${key} (${volid}) does not exist any more`)
    const snapshots = await storage.snapshots(volid)
    if (!snapshots.some(one => one.name === name)) throw new Failure(`snapshot '${name}': ${key} (${volid}) has no snapshot of this name`)
    if (!storage.keepsNewer(volid) && snapshots.at(-1)?.name !== name) {
      throw new Failure(`can't rollback, '${name}' is not most recent snapshot on '${volid}' (${key}): remove the newer ones first`)
    }
  }
}

/**
 * Brings the disks of a stopped guest back to a snapshot, and keeps what they hold now in another, where the storage can
 * do both. Disks of which it cannot come last: nothing brings them back.
 */
export async function rollbackDisks(services: Services, task: TaskHandle, disks: readonly SnapshotDisk[], name: string): Promise<void> {
  const kept = disks.filter(({ volid }) => services.storage.keepsNewer(volid))
  const lost = disks.filter(disk => !kept.includes(disk))
  // One that was left by a rollback which could not be undone.
  for (const { volid } of kept) await services.storage.removeSnapshot(volid, presentName)
  await createOnStorage(services, kept, presentName, task.signal)
  for (const { key, volid } of [...kept, ...lost]) {
    task.signal.throwIfAborted()
    await services.storage.rollback(volid, name)
    task.log(`${key} is back at '${name}'`)
  }
}

/** Brings the disks of a stopped guest back to what they held before a rollback began. */
export async function bringDisksBack({ storage }: Services, disks: readonly SnapshotDisk[]): Promise<void> {
  const changed: SnapshotDisk[] = []
  for (const disk of disks) if ((await storage.snapshots(disk.volid)).some(one => one.name === presentName)) changed.push(disk)
  for (const { volid } of changed) await storage.rollback(volid, presentName)
  for (const { volid } of changed) await storage.removeSnapshot(volid, presentName)
}
