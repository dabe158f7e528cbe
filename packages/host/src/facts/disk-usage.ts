import type { FilesystemUsage } from '../host.ts'
import { filesystemUsage } from '../files/files.ts'

/** bytes of the file system that holds the path */
export function readDiskUsage(path: string): Promise<FilesystemUsage> {
  return filesystemUsage(path)
}
