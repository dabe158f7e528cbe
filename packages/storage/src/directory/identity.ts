import type { BigIntStats } from 'node:fs'

/** Tells one file from another that later has the same name: inode and, where the file system keeps it, time of birth. */
export function fileIdentity(stats: BigIntStats): string {
  const known = stats.birthtimeNs > 0n && stats.birthtimeNs !== stats.ctimeNs
  return known ? `${stats.ino}:${stats.birthtimeNs}` : String(stats.ino)
}

/** The same for a folder, strictly: an empty one may be as old as its last change, and its inode is soon another's. */
export function folderIdentity(stats: BigIntStats): string {
  return `${stats.ino}:${stats.birthtimeNs}`
}

export function sameFile(a: string, b: string): boolean {
  const [inodeA, bornA] = a.split(':')
  const [inodeB, bornB] = b.split(':')
  return inodeA === inodeB && (bornA === undefined || bornB === undefined || bornA === bornB)
}
