import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { readStorageConfig } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageConformance } from '../conformance.ts'
import { qemuIo } from '../testing/qemu-io.ts'
import { treeConformance } from '../tree-conformance.ts'
import { dirDriver } from './dir.ts'

async function dirUnderTest() {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-dir-'))
  const host = realHost(rootAt(folder, 'pve'), () => {})
  const text = `dir: test\n\tpath ${folder}/store\n\tcontent images,rootdir,iso,backup\n`
  const [entry] = readStorageConfig(text, folder, () => true)
  return {
    storage: dirDriver.open('test', entry as StorageEntry, host),
    formats: ['raw', 'qcow2', 'vmdk'] as const,
    ...qemuIo(host),
    host,
    outside: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

storageConformance('a dir storage', dirUnderTest)
treeConformance('a dir storage', dirUnderTest)
