import { closeSync, constants as modes, mkdirSync, openSync, readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { Failure } from '@quorate/schema/failure'
import { errnoName, lastErrno, libc } from './libc.ts'

const fsType = 'fuse.quorate'
const mountFlags = { nosuid: 2, nodev: 4, noatime: 1024 }
const detach = 2

export interface MountedAt {
  readonly type: string
}

/** Mounts at a path, the lowest first, read from the text of /proc/self/mountinfo: asking the mount itself would be asking ourselves. */
export function mountsAt(path: string, mountinfo: string): MountedAt[] {
  return mountinfo.split('\n').flatMap(line => {
    const [left = '', right = ''] = line.split(' - ')
    const point = (left.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 8)),
    )
    return Buffer.from(point, 'latin1').toString() === path ? [{ type: right.split(' ')[0] ?? '' }] : []
  })
}

function present(path: string): MountedAt[] {
  return mountsAt(path, readFileSync('/proc/self/mountinfo', 'latin1'))
}

export function isMounted(path: string): boolean {
  return present(path).at(-1)?.type === fsType
}

/** Takes our own mounts off a path: dead ones of earlier processes, or the live one. Programs that use it keep what they have open. */
export function detachMounts(path: string): void {
  for (const mount of present(path).toReversed()) {
    if (mount.type !== fsType) throw new Failure(`${path} is taken by a mount of another program (${mount.type})`)
    if (libc.umount2(path, detach) !== 0)
      throw new Failure(`${path}: the mount of an earlier process cannot be removed: ${errnoName(lastErrno())}`)
  }
}

export function openFuse(): number {
  return openSync('/dev/fuse', modes.O_RDWR | modes.O_NONBLOCK)
}

export function mountAt(path: string, fd: number): void {
  detachMounts(path)
  mkdirSync(path, { recursive: true, mode: 0o755 })
  const flags = mountFlags.nosuid | mountFlags.nodev | mountFlags.noatime
  const data = `fd=${fd},rootmode=40000,user_id=0,group_id=0,default_permissions,allow_other`
  if (libc.mount('quorate', path, fsType, flags, data) !== 0) throw new Failure(`${path} cannot be mounted: ${errnoName(lastErrno())}`)
}

/** What a descriptor of /dev/fuse is: not mounted yet, mounted and alive, or of no more use. */
export function stateOf(fd: number): 'fresh' | 'alive' | 'dead' {
  // A request that is taken here is asked for again with all others that were never answered.
  const taken = Number(libc.read(fd, Buffer.alloc(192 * 1024), 192 * 1024))
  if (taken > 0) return 'alive'
  const errno = lastErrno()
  if (errno === constants.errno.EPERM) return 'fresh'
  return errno === constants.errno.EAGAIN || errno === constants.errno.EINTR || errno === constants.errno.ENOENT ? 'alive' : 'dead'
}

export function closeFuse(fd: number): void {
  closeSync(fd)
}
