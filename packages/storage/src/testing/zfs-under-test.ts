import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { realHost, rootAt } from '@quorate/host'
import { readStorageConfig } from '../config/read-storage-config.ts'
import type { StorageEntry } from '../config/storage-entry.ts'
import { zfspoolDriver } from '../drivers/zfspool.ts'
import { qemuIo } from './qemu-io.ts'

/** A dataset in which tests make pools of their own. */
const pool = process.env['QUORATE_TEST_ZFS']

export const zfsOptions: { skip?: string } =
  pool === undefined ? { skip: 'needs a ZFS pool: tests/e2e/zfs-storage runs it in a virtual machine that has one' } : {}

/** A storage of its own for each test; `more`: further lines of its section. */
export function zfsUnderTest(more: string) {
  return async () => {
    const outside = await mkdtemp(join(tmpdir(), 'quorate-zfs-'))
    const host = realHost(rootAt(outside, 'pve'), () => {})
    const dataset = `${pool}/case-${randomBytes(4).toString('hex')}`
    await host.exec('zfs', ['create', dataset])
    const [entry] = readStorageConfig(`zfspool: test\n\tpool ${dataset}\n${more}`, outside, () => true)
    zfspoolDriver.check?.(entry as StorageEntry)
    return {
      storage: zfspoolDriver.open('test', entry as StorageEntry, host),
      formats: ['raw'] as const,
      limits: true,
      host,
      outside,
      ...qemuIo(host),
      async [Symbol.asyncDispose]() {
        await host.exec('zfs', ['destroy', '-R', dataset], { okCodes: [0, 1] })
        await rm(outside, { recursive: true, force: true })
      },
    }
  }
}
