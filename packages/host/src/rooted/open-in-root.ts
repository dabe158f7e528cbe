import { constants } from 'node:fs'
import { inRoot, noMagicLinks, openAt, pathOnly } from './open-at.ts'

export { pathOnly } from './open-at.ts'

export const openFolderOnly = pathOnly | constants.O_DIRECTORY

/**
 * Opens a path for which the folder behind the descriptor `root` is `/`. The kernel itself keeps links, `..` and races from
 * leading out.
 */
export function openInRoot(root: number, path: string, flags: number): number {
  return openAt(root, path, flags, inRoot | noMagicLinks)
}

/** The name by which Node's own functions reach an open descriptor. */
export function descriptorPath(fd: number): string {
  return `/proc/self/fd/${fd}`
}
