import { callLibc } from '../libc.ts'

const capabilityVersion = 0x20080522
const prSetFsuid = 'int setfsuid(unsigned int uid)'
const prSetFsgid = 'int setfsgid(unsigned int gid)'

/** With a file system user other than root the kernel takes the rights over files away; this thread may have them back. */
function raiseCapabilities(): void {
  const header = Buffer.alloc(8)
  header.writeUInt32LE(capabilityVersion, 0)
  // effective, permitted, inheritable; twice, 32 capabilities each
  const sets = Buffer.alloc(24)
  callLibc('int capget(void *header, void *data)', header, sets)
  for (const at of [0, 12]) sets.writeUInt32LE(sets.readUInt32LE(at + 4), at)
  callLibc('int capset(void *header, const void *data)', header, sets)
}

/**
 * Runs what makes files as their owner to be. In a mount with an id map that is needed: an owner whom the map does not
 * have, such as root, can make nothing there. The change is of this thread alone, so `work` must be synchronous.
 */
export function asOwner<T>(uid: number, gid: number, work: () => T): T {
  if (uid === 0 && gid === 0) return work()
  // These two return the id of before, and never fail: who may not change it keeps it.
  const gidBefore = callLibc(prSetFsgid, gid)
  const uidBefore = callLibc(prSetFsuid, uid)
  try {
    if (process.getuid?.() === 0) raiseCapabilities()
    return work()
  } finally {
    callLibc(prSetFsuid, uidBefore)
    callLibc(prSetFsgid, gidBefore)
  }
}
