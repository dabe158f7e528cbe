import { Failure } from '@quorate/schema'
import { mountAttributes } from './kernel-mounts.ts'
import type { MountOptions } from './mounts.ts'

/** File systems that are mounted for containers. Others are refused: a device with a foreign one was put together by somebody. */
const known = ['ext4', 'ext3', 'ext2', 'xfs', 'btrfs']

/** Options of one mount, as the kernel counts them. */
export function attributesOf(options: MountOptions): number {
  return (['readOnly', 'nosuid', 'nodev', 'noexec', 'noatime'] as const)
    .filter(name => options[name])
    .reduce((sum, name) => sum | mountAttributes[name], 0)
}

/** Options of a file system, as mount(8) takes them. */
export function fileSystemWords(type: string, options: MountOptions): string[] {
  if (!known.includes(type)) throw new Failure(`it holds no file system for containers (found: ${type || 'none'})`)
  const ext = type.startsWith('ext')
  if (options.quota && !ext) throw new Failure(`quotas are kept on ext4 only, this is ${type}`)
  if (options.acl === false && type === 'xfs') throw new Failure('access control lists cannot be turned off on xfs')
  return [
    options.readOnly ? 'ro' : 'rw',
    // The copy of a disk has the same id as the disk.
    ...(type === 'xfs' ? ['nouuid'] : []),
    ...(options.lazytime ? ['lazytime'] : []),
    ...(options.discard ? ['discard'] : []),
    ...(options.acl !== undefined && type !== 'xfs' ? [options.acl ? 'acl' : 'noacl'] : []),
    ...(options.quota ? ['usrjquota=aquota.user', 'grpjquota=aquota.group', 'jqfmt=vfsv0'] : []),
  ]
}
