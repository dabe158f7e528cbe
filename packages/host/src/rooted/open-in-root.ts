import { constants } from 'node:fs'
import { errorCode } from '../files/file-failure.ts'
import { callLibc } from '../libc.ts'

/** A place in a tree, without the right to read or write there; works on any kind of file and touches none. */
export const pathOnly = 0o10000000
const closeOnExec = 0o2000000

const openat2 = 437
const noMagicLinks = 0x02
const inRoot = 0x10

/** The kernel asks for another try when somebody moved folders while it went up a `..`. */
const tries = 200

/**
 * Opens a path for which the folder behind the descriptor `root` is `/`. The kernel itself keeps links, `..` and races from
 * leading out. Links of /proc that are none (`/proc/1/root`) are refused with ELOOP.
 */
export function openInRoot(root: number, path: string, flags: number): number {
  const how = Buffer.alloc(24)
  how.writeBigUInt64LE(BigInt(flags | closeOnExec), 0)
  how.writeBigUInt64LE(BigInt(inRoot | noMagicLinks), 16)
  for (let left = tries; ; left -= 1) {
    try {
      return callLibc(
        'long syscall(long number, long folder, const char *path, const void *how, long size)',
        openat2,
        root,
        path,
        how,
        how.length,
      )
    } catch (error) {
      if (left === 0 || !['EAGAIN', 'EINTR'].includes(errorCode(error) ?? '')) throw error
    }
  }
}

export const openFolderOnly = pathOnly | constants.O_DIRECTORY

/** The name by which Node's own functions reach an open descriptor. */
export function descriptorPath(fd: number): string {
  return `/proc/self/fd/${fd}`
}
