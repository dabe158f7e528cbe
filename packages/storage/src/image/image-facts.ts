import type { Stats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { errorCode } from '@quorate/host'
import { qcow2HeaderBytes, readQcow2Header } from './qcow2-header.ts'
import { readBytes } from './read-bytes.ts'
import { readVmdkHeader, vmdkHeaderBytes } from './vmdk-header.ts'

export interface ImageFacts {
  /** bytes, as the guest sees them */
  readonly size: number
  /** bytes really occupied, where that is known */
  readonly used?: number
  /** seconds since 1970 */
  readonly ctime: number
  /** As written in the image. */
  readonly backingFile?: string
}

/** What lists show of an image, from its first bytes: no program is started. undefined: no regular file there. */
export async function imageFacts(path: string, format: string): Promise<ImageFacts | undefined> {
  let stats: Stats
  try {
    stats = await lstat(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
  if (!stats.isFile()) return undefined
  const plain = { size: stats.size, used: stats.blocks * 512, ctime: Math.floor(stats.mtimeMs / 1000) }
  if (format === 'qcow2') {
    const header = readQcow2Header(await readBytes(path, 0, qcow2HeaderBytes))
    if (header) return { ...plain, size: header.virtualSize, ...(header.backingFile !== undefined && { backingFile: header.backingFile }) }
  }
  if (format === 'vmdk') return { ...plain, size: readVmdkHeader(await readBytes(path, 0, vmdkHeaderBytes))?.virtualSize ?? stats.size }
  return plain
}
