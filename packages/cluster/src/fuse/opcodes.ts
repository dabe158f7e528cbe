/** Requests of the kernel's FUSE protocol, version 7. */
export const opcode = {
  lookup: 1,
  forget: 2,
  getattr: 3,
  setattr: 4,
  readlink: 5,
  symlink: 6,
  mknod: 8,
  mkdir: 9,
  unlink: 10,
  rmdir: 11,
  rename: 12,
  link: 13,
  open: 14,
  read: 15,
  write: 16,
  statfs: 17,
  release: 18,
  fsync: 20,
  flush: 25,
  init: 26,
  opendir: 27,
  readdir: 28,
  releasedir: 29,
  fsyncdir: 30,
  create: 35,
  interrupt: 36,
  destroy: 38,
  batchForget: 42,
  readdirplus: 44,
  rename2: 45,
} as const

/** What we take of what the kernel offers: asynchronous reads, truncation with open, large requests, parallel lookups, listing with attributes, cached links. */
export const initFlags = (1 << 0) | (1 << 3) | (1 << 5) | (1 << 13) | (1 << 14) | (1 << 18) | (1 << 22) | (1 << 23)

/** Reads and writes reach us as they are made: an open file is one version of its text, whatever is committed meanwhile. */
export const openDirectIo = 1 << 0
/** Nothing is to be flushed when it is closed. */
export const openNoFlush = 1 << 5

/** High bit of a request's number: it was handed to a process that ended before it answered. */
export const resentBit = 1n << 63n
export const notifyResend = 7

export const largestWrite = 128 * 1024
export const headerBytes = 40
export const replyHeaderBytes = 16
