import { type ConfigSection, disks, isVolume, type SnapshotDisk } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'

type Storage = Pick<QemuServices['storage'], 'supports'>

/** A TPM's state is part of the saved memory too: where its volume can have no snapshot that is enough. */
function keptInMemory(storage: Storage, key: string, file: string, withMemory: boolean): boolean {
  return key === 'tpmstate0' && withMemory && !storage.supports(file, 'snapshot')
}

/** Disks of a section that a snapshot keeps. `withMemory`: the snapshot keeps the memory too. */
export function snapshotDisks(storage: Storage, section: ConfigSection, withMemory: boolean): SnapshotDisk[] {
  return disks(section.values).flatMap(([key, { file }]) =>
    isVolume(file) && !keptInMemory(storage, key, file, withMemory) ? [{ key, volid: file }] : [],
  )
}

/** Fails, naming the key, when a disk can have no snapshot now. */
export function checkSnapshotDisks(storage: Storage, section: ConfigSection, withMemory: boolean, running: boolean): void {
  for (const [key, { file, options }] of disks(section.values)) {
    if (keptInMemory(storage, key, file, withMemory)) continue
    if (!isVolume(file) || !storage.supports(file, 'snapshot', { running })) {
      const hint = key === 'tpmstate0' ? ' - a snapshot with memory keeps the state of the TPM too' : ''
      throw new Failure(`snapshot feature is not available: ${key} (${file})${hint}`)
    }
    if (running && options.get('snapshot') === '1') {
      throw new Failure(`snapshot feature is not available: what the guest writes to ${key} is thrown away (snapshot=1)`)
    }
  }
}

/** Whether QEMU makes and removes the snapshots of a disk that it has open, or the storage does beneath it. */
export function byQemu({ key, volid }: SnapshotDisk): boolean {
  return key !== 'tpmstate0' && volid.endsWith('.qcow2')
}
