import { errorCode } from '../files/file-failure.ts'
import { callLibc } from '../libc.ts'

/** A place in a tree, without the right to read or write there; works on any kind of file and touches none. */
export const pathOnly = 0o10000000
const closeOnExec = 0o2000000

const openat2 = 437
/** How a path is resolved. `noMagicLinks`: links of /proc that are none (`/proc/1/root`) are refused with ELOOP. */
export const noMagicLinks = 0x02
export const noLinks = 0x04
export const inRoot = 0x10

/** The kernel asks for another try when somebody moved folders while it went up a `..`. */
const tries = 200

/** openat2(2). `folder`: a descriptor. */
export function openAt(folder: number, path: string, flags: number, resolve: number): number {
  const how = Buffer.alloc(24)
  how.writeBigUInt64LE(BigInt(flags | closeOnExec), 0)
  how.writeBigUInt64LE(BigInt(resolve), 16)
  const declaration = 'long syscall(long number, long folder, const char *path, const void *how, long size)'
  for (let left = tries; ; left -= 1) {
    try {
      return callLibc(declaration, openat2, folder, path, how, how.length)
    } catch (error) {
      if (left === 0 || !['EAGAIN', 'EINTR'].includes(errorCode(error) ?? '')) throw error
    }
  }
}
