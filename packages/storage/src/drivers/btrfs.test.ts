import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { after } from 'node:test'
import { readStorageConfig } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageConformance } from '../conformance.ts'
import { btrfsFileSystem, type TestFileSystem } from '../testing/btrfs-file-system.ts'
import { qemuIo } from '../testing/qemu-io.ts'
import { treeConformance } from '../tree-conformance.ts'
import { btrfsDriver } from './btrfs.ts'

function btrfsUnderTest(system: TestFileSystem, more = '') {
  return async () => {
    const outside = await mkdtemp(join(system.path, 'case-'))
    const text = `btrfs: test\n\tpath ${outside}/store\n\tcontent images,rootdir,iso,backup\n${more}`
    const [entry] = readStorageConfig(text, outside, () => true)
    return {
      storage: btrfsDriver.open('test', entry as StorageEntry, system.host),
      formats: ['raw'] as const,
      independentClones: true,
      limits: true,
      host: system.host,
      outside,
      ...qemuIo(system.host),
      // What is in it goes with the file system.
      [Symbol.asyncDispose]: async () => {},
    }
  }
}

const system = await btrfsFileSystem({ quotas: true })
if (typeof system === 'string') {
  storageConformance('a btrfs storage', () => Promise.reject(new Error(system)), { skip: system })
  treeConformance('a btrfs storage', () => Promise.reject(new Error(system)), { skip: system })
} else {
  after(() => system.remove())
  storageConformance('a btrfs storage', btrfsUnderTest(system))
  storageConformance('a btrfs storage without copying on write', btrfsUnderTest(system, '\tnocow 1\n'))
  treeConformance('a btrfs storage', btrfsUnderTest(system))
}
