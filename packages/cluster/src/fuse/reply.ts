/** Answers in the kernel's layout (little endian). Each writes into `out` from an offset and returns the bytes written. */
import { constants } from 'node:fs'
import { fileLimitBytes, treeLimitBytes } from '../state/names.ts'
import type { Attributes } from './attributes.ts'
import { initFlags, largestWrite } from './opcodes.ts'
import type { ListedEntry } from './tree-filesystem.ts'

const blockBytes = 4096

export function putU64(out: Buffer, at: number, value: number): void {
  out.writeUInt32LE(value >>> 0, at)
  out.writeUInt32LE(Math.floor(value / 2 ** 32), at + 4)
}

/** struct fuse_attr, 88 bytes */
function putAttributes(out: Buffer, at: number, { ino, size, mtime, mode, links, uid, gid }: Attributes): void {
  const seconds = Math.floor(mtime / 1000)
  const nanoseconds = Math.floor((mtime % 1000) * 1e6)
  putU64(out, at, ino)
  putU64(out, at + 8, size)
  putU64(out, at + 16, Math.ceil(size / 512))
  for (const offset of [24, 32, 40]) putU64(out, at + offset, seconds)
  for (const offset of [48, 52, 56]) out.writeUInt32LE(nanoseconds, at + offset)
  out.writeUInt32LE(mode, at + 60)
  out.writeUInt32LE(links, at + 64)
  out.writeUInt32LE(uid, at + 68)
  out.writeUInt32LE(gid, at + 72)
  out.writeUInt32LE(0, at + 76)
  out.writeUInt32LE(blockBytes, at + 80)
  out.writeUInt32LE(0, at + 84)
}

/**
 * How long the kernel may use what it was told. A file is looked up anew each time its path is walked, so its attributes
 * are needed only by the call that asked; folders and links hardly change, and asking for each of them would take most of
 * the time. Nothing is ever called back: the kernel may hold a lock while it waits for our answer.
 */
function lifetime(mode: number): { name: number; attributesNs: number; attributes: number } {
  const lasting = (mode & constants.S_IFMT) !== constants.S_IFREG
  return lasting ? { name: 1, attributes: 1, attributesNs: 0 } : { name: 0, attributes: 0, attributesNs: 1_000_000 }
}

/** struct fuse_entry_out, 128 bytes */
export function putEntry(out: Buffer, at: number, attributes: Attributes): number {
  const valid = lifetime(attributes.mode)
  out.fill(0, at, at + 40)
  putU64(out, at, attributes.ino)
  putU64(out, at + 16, valid.name)
  putU64(out, at + 24, valid.attributes)
  out.writeUInt32LE(valid.attributesNs, at + 36)
  putAttributes(out, at + 40, attributes)
  return 128
}

/** struct fuse_attr_out, 104 bytes */
export function putAttributeReply(out: Buffer, at: number, attributes: Attributes): number {
  out.fill(0, at, at + 16)
  putU64(out, at, lifetime(attributes.mode).attributes)
  putAttributes(out, at + 16, attributes)
  return 104
}

/** struct fuse_open_out, 16 bytes */
export function putOpen(out: Buffer, at: number, handle: bigint, flags: number): number {
  out.writeBigUInt64LE(handle, at)
  out.writeUInt32LE(flags, at + 8)
  out.writeUInt32LE(0, at + 12)
  return 16
}

/** struct fuse_init_out, 64 bytes */
export function putInit(out: Buffer, at: number, kernelMinor: number, kernelFlags: number): number {
  out.fill(0, at, at + 64)
  out.writeUInt32LE(7, at)
  out.writeUInt32LE(Math.min(kernelMinor, 38), at + 4)
  out.writeUInt32LE(blockBytes * 16, at + 8)
  out.writeUInt32LE((kernelFlags & initFlags) >>> 0, at + 12)
  out.writeUInt16LE(64, at + 16)
  out.writeUInt16LE(48, at + 18)
  out.writeUInt32LE(largestWrite, at + 20)
  out.writeUInt32LE(1, at + 24)
  out.writeUInt16LE(largestWrite / blockBytes, at + 28)
  return 64
}

/** struct fuse_kstatfs, 80 bytes */
export function putStatfs(out: Buffer, at: number, usedBytes: number): number {
  const blocks = treeLimitBytes / blockBytes
  const free = Math.max(0, blocks - Math.ceil(usedBytes / blockBytes))
  const files = treeLimitBytes / fileLimitBytes
  out.fill(0, at, at + 80)
  putU64(out, at, blocks)
  putU64(out, at + 8, free)
  putU64(out, at + 16, free)
  putU64(out, at + 24, files * 1024)
  putU64(out, at + 32, files * 1024)
  out.writeUInt32LE(blockBytes, at + 40)
  out.writeUInt32LE(255, at + 44)
  out.writeUInt32LE(blockBytes, at + 48)
  return 80
}

/** struct fuse_dirent (with `plus` struct fuse_direntplus) for as many entries as fit. */
export function putListing(out: Buffer, at: number, size: number, entries: readonly ListedEntry[], from: number, plus: boolean): number {
  let end = at
  for (let index = from; index < entries.length; index++) {
    const entry = entries[index]
    if (!entry) break
    const name = Buffer.from(entry.name)
    const padded = (24 + name.length + 7) & ~7
    if (end - at + padded + (plus ? 128 : 0) > size) break
    if (plus) {
      // An entry without a number is listed and not looked up: the kernel knows the folder itself and its parent.
      if (entry.name === '.' || entry.name === '..') out.fill(0, end, end + 128)
      else putEntry(out, end, entry.attributes)
      end += 128
    }
    putU64(out, end, entry.attributes.ino)
    putU64(out, end + 8, index + 1)
    out.writeUInt32LE(name.length, end + 16)
    out.writeUInt32LE((entry.attributes.mode & constants.S_IFMT) >> 12, end + 20)
    out.fill(0, end + 24 + name.length, end + padded)
    name.copy(out, end + 24)
    end += padded
  }
  return end - at
}
