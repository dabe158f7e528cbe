import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ImageSource, Making } from '../driver.ts'
import { copyTree } from './copy-tree.ts'

/** Fills the folder of a new volume with the tree of another. */
export async function fillTree(host: Host, path: string, source: ImageSource, making: Making, rateMBps?: number): Promise<void> {
  if (source.format !== 'subvol')
    throw new Failure(`'${source.path}' is no folder: a folder tree cannot be filled from a '${source.format}' image`)
  await copyTree(host, source.path, path, {
    signal: making.signal,
    progress: (done, total) => making.progress(done, total),
    ...(rateMBps !== undefined && { rateMBps }),
  })
}
