import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorageService } from '@quorate/storage'
import { MemoryStore } from '@quorate/testing'
import { quietWork } from './quiet-work.ts'
import { freeCreated } from './free-created.ts'

test('of what work that failed had created, all goes that no config names, and one that stays does not keep the others', async () => {
  const store = new MemoryStore({ 'nodes/pve/qemu-server/100.conf': 'scsi0: local:100/vm-100-disk-0.raw,size=1M\n' })
  const [freed, warnings] = [[] as string[], [] as string[]]
  const free = async (volid: string) => {
    if (volid === 'local:stuck') throw new Error('no')
    freed.push(volid)
  }
  const work = quietWork(new AbortController().signal, text => warnings.push(text))
  const services = { store, storage: { free } as unknown as StorageService }
  await freeCreated(services, work, ['local:100/vm-100-disk-0.raw', 'local:stuck', 'local:100/vm-100-disk-1.raw'])
  assert.deepEqual(freed, ['local:100/vm-100-disk-1.raw'])
  assert.match(warnings.join(), /local:stuck.*could not be removed: no/)
})
