import { constants } from 'node:fs'
import { isPrivate } from '../state/names.ts'

export interface Attributes {
  readonly ino: number
  /** bytes */
  readonly size: number
  /** milliseconds since 1970 */
  readonly mtime: number
  /** type and permission bits */
  readonly mode: number
  readonly links: number
  readonly uid: number
  readonly gid: number
}

/** Owner is root; the group (www-data, where the machine has it) may read what is not private. */
export function fileAttributes(ino: number, path: string, size: number, mtime: number, gid: number): Attributes {
  return { ino, size, mtime, mode: constants.S_IFREG | (isPrivate(path) ? 0o600 : 0o640), links: 1, uid: 0, gid }
}

export function folderAttributes(ino: number, path: string, mtime: number, gid: number): Attributes {
  return { ino, size: 0, mtime, mode: constants.S_IFDIR | (isPrivate(path) ? 0o700 : 0o755), links: 2, uid: 0, gid }
}

export function linkAttributes(ino: number, target: string, mtime: number, gid: number): Attributes {
  return { ino, size: target.length, mtime, mode: constants.S_IFLNK | 0o777, links: 1, uid: 0, gid }
}
