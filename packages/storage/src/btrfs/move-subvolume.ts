import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode } from '@quorate/host'
import { removeEmptyFolder } from '../directory/new-image.ts'
import { NameTaken, noVolume } from '../errors.ts'
import type { VolumeName } from '../volume-name.ts'
import type { BtrfsParts } from './parts.ts'
import { snapshotsBeside, subvolumeOf } from './volume-place.ts'

/** Renames without ever replacing. Snapshots come along after the volume, and with whichever name it has in the end. */
export async function moveSubvolume(parts: BtrfsParts, from: VolumeName, to: VolumeName): Promise<void> {
  const source = await subvolumeOf(parts, from)
  const target = await subvolumeOf(parts, to)
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  try {
    await parts.host.files.renameNew(source, target)
  } catch (error) {
    await removeEmptyFolder(dirname(target))
    if (errorCode(error) === 'ENOENT') throw noVolume(`${parts.id}:${from.text}`)
    if (errorCode(error) === 'EEXIST') throw new NameTaken(parts.id, to.text)
    throw error
  }
  for (const snapshot of await snapshotsBeside(source)) {
    // What is read-only cannot get another folder above it.
    await parts.btrfs.setReadOnly(`${source}@${snapshot}`, false)
    await parts.host.files.renameNew(`${source}@${snapshot}`, `${target}@${snapshot}`)
    await parts.btrfs.setReadOnly(`${target}@${snapshot}`, true)
  }
  await removeEmptyFolder(dirname(source))
}
