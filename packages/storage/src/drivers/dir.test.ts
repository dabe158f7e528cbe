import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { readStorageConfig } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { storageConformance } from '../conformance.ts'
import { qemuIo } from '../testing/qemu-io.ts'
import { dirDriver } from './dir.ts'

storageConformance('a dir storage', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-dir-'))
  const host = realHost(rootAt(folder, 'pve'), () => {})
  const text = `dir: test\n\tpath ${folder}/store\n\tcontent images,iso,backup\n`
  const [entry] = readStorageConfig(text, folder, () => true)
  return {
    storage: dirDriver.open('test', entry as StorageEntry, host),
    formats: ['raw', 'qcow2', 'vmdk'],
    ...qemuIo(host),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
})
