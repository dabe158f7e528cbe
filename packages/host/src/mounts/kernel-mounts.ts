import { callLibc } from '../libc.ts'

const syscalls = { openTree: 428, moveMount: 429, mountSetattr: 442 }
const here = -100
const emptyPath = 0x1000
const recursive = 0x8000
const cloneTree = 1
const closeOnExec = 0o2000000
const emptySource = 0x4
const emptyTarget = 0x40

/** What can be set for one mount of a file system, whatever others of it do. */
export const mountAttributes = { readOnly: 0x1, nosuid: 0x2, nodev: 0x4, noexec: 0x8, noatime: 0x10 } as const
const idmapped = 0x100000
const atimeField = 0x70

/** A copy of what is mounted at a folder (of any kind of path, also of a descriptor), not attached anywhere: it goes when it is closed. */
export function copyMount(path: string, options: { recursive?: boolean } = {}): number {
  const flags = cloneTree | closeOnExec | (options.recursive ? recursive : 0)
  return callLibc('long syscall(long number, long folder, const char *path, long flags)', syscalls.openTree, here, path, flags)
}

/** `attributes`: of mountAttributes. `userNamespace`: its id map becomes that of the mount. */
export function setMountAttributes(mount: number, attributes: number, userNamespace?: number): void {
  const attr = Buffer.alloc(32)
  attr.writeBigUInt64LE(BigInt(attributes | (userNamespace === undefined ? 0 : idmapped)), 0)
  // How access times are kept is one field: to set it, it is cleared first.
  if (attributes & mountAttributes.noatime) attr.writeBigUInt64LE(BigInt(atimeField), 8)
  if (userNamespace !== undefined) attr.writeBigUInt64LE(BigInt(userNamespace), 24)
  const declaration = 'long syscall(long number, long folder, const char *path, long flags, const void *attr, long size)'
  callLibc(declaration, syscalls.mountSetattr, mount, '', emptyPath, attr, attr.length)
}

/** `folder`: a descriptor of the folder over which the mount comes to lie. */
export function attachMount(mount: number, folder: number): void {
  callLibc(
    'long syscall(long number, long from, const char *path, long to, const char *toPath, long flags)',
    syscalls.moveMount,
    mount,
    '',
    folder,
    '',
    emptySource | emptyTarget,
  )
}

/** `lazily`: nobody finds it any more from now on, and it goes with its last user. */
export function unmount(path: string, options: { lazily?: boolean } = {}): void {
  const noFollow = 8
  const detach = 2
  callLibc('int umount2(const char *target, int flags)', path, noFollow | (options.lazily ? detach : 0))
}
