import type { ContentKind } from '../content-names.ts'

/** Types that the product can use now. */
export const storageTypes = ['dir', 'btrfs', 'zfspool'] as const
export type StorageType = (typeof storageTypes)[number]

export interface StorageFields {
  /** Where the data lies: it cannot be changed later. */
  readonly place: 'path' | 'pool'
  readonly content: readonly ContentKind[]
  readonly usual: readonly ContentKind[]
  readonly options: readonly string[]
  readonly backups: boolean
}

const files: readonly ContentKind[] = ['images', 'rootdir', 'backup', 'iso', 'vztmpl', 'import', 'snippets']
const limit = ['bwlimit']

/** What each type can be told. */
export const storageFields: Readonly<Record<StorageType, StorageFields>> = {
  dir: {
    place: 'path',
    content: files,
    usual: ['images', 'rootdir'],
    options: ['shared', 'is_mountpoint', 'preallocation', 'format', 'create-base-path', 'create-subdirs', 'content-dirs', ...limit],
    backups: true,
  },
  btrfs: {
    place: 'path',
    content: files,
    usual: ['images', 'rootdir'],
    options: ['is_mountpoint', 'preallocation', 'nocow', 'create-base-path', 'create-subdirs'],
    backups: true,
  },
  zfspool: {
    place: 'pool',
    content: ['images', 'rootdir'],
    usual: ['images', 'rootdir'],
    options: ['sparse', 'blocksize', 'mountpoint', ...limit],
    backups: false,
  },
}
