import { chmod, link, lstat, mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { errorCode, syncFolder } from '@quorate/host'
import { NameTaken, noVolume } from '../errors.ts'
import type { VolumeName } from '../volume-name.ts'
import { fileIdentity } from './identity.ts'
import { removeEmptyFolder } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { volumePath } from './volume-path.ts'

async function identityOf(path: string): Promise<string> {
  return fileIdentity(await lstat(path, { bigint: true }))
}

/**
 * Renames without ever replacing: the file has both names for a moment and is never without one. A move that was cut
 * short in that moment is completed, in either direction.
 */
export async function moveVolume(parts: DirectoryParts, from: VolumeName, to: VolumeName, mode?: number): Promise<void> {
  const source = await volumePath(parts, from)
  const target = await volumePath(parts, to)
  await mkdir(dirname(target), { recursive: true, mode: 0o755 })
  try {
    if (from.format === 'subvol') {
      await parts.host.files.renameNew(source, target)
      return await removeEmptyFolder(dirname(source))
    }
    await link(source, target)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      await removeEmptyFolder(dirname(target))
      throw noVolume(`${parts.id}:${from.text}`)
    }
    if (errorCode(error) !== 'EEXIST') throw error
    if (from.format === 'subvol' || (await identityOf(source)) !== (await identityOf(target))) throw new NameTaken(parts.id, to.text)
  }
  if (mode !== undefined) await chmod(target, mode)
  await rm(source)
  await syncFolder(dirname(target))
  await removeEmptyFolder(dirname(source))
}
