import { lstat, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { BigIntStats } from 'node:fs'
import type { Trace } from '../driver.ts'
import { removeFolder, removePlainFolder } from '../tree/remove-folder.ts'
import { confined } from './confine.ts'
import { fileIdentity, folderIdentity, sameFile } from './identity.ts'
import { removeEmptyFolder } from './new-image.ts'
import type { DirectoryParts } from './parts.ts'
import { tryReadDirectoryName } from './volume-names.ts'
import { imagePlace } from './volume-path.ts'

const hidden = /^[1-9]\d{2,8}\/\.new-[0-9a-f]{16}\.(raw|qcow2|vmdk|subvol)$/

/** Undoes a creation. Hidden names are unique; a published name counts only while it still is the same file. */
export async function discardImage(parts: DirectoryParts, trace: Trace): Promise<void> {
  const name = tryReadDirectoryName(trace.name)
  const place = hidden.test(trace.name) ? trace.name : name && imagePlace(name)
  if (place === undefined) throw new Failure(`storage '${parts.id}': '${trace.name}' is no image that could be discarded`)
  const images = parts.layout.folder('images')
  const path = await confined(`volume '${parts.id}:${trace.name}'`, images, join(images, place))
  let stats: BigIntStats
  try {
    stats = await lstat(path, { bigint: true })
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return await removeEmptyFolder(dirname(path))
    throw error
  }
  if (stats.isDirectory()) {
    if (name && folderIdentity(stats) !== trace.identity) return
    await removeFolder(`volume '${parts.id}:${trace.name}'`, path, removePlainFolder(parts.host))
    return await removeEmptyFolder(dirname(path))
  }
  if (name && !sameFile(fileIdentity(stats), trace.identity)) return
  await rm(path, { force: true })
  await removeEmptyFolder(dirname(path))
}
