/** A runner that makes and drops volumes in tasks until it is killed. Argument: the folder of its root. */
import { realHost, rootAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { TaskEngine } from '@quorate/tasks'
import { MemoryStore } from '@quorate/testing'
import { createStorageService, storageUndoActions } from '../service/create-storage-service.ts'

const root = rootAt(process.argv[2] as string, 'pve')
const host = realHost(root, () => {})
const store = new MemoryStore()
const service = createStorageService({ store, host })
const engine = new TaskEngine({ root })
for (const [name, action] of Object.entries(storageUndoActions(service))) engine.registerUndo(name, action)
await engine.recover()
process.stdout.write('ready\n')
for (;;) {
  const upid = engine.start({
    type: 'qmclone',
    id: '101',
    authid: 'root@pam',
    async work(task) {
      await service.allocate(task, 'local', 101, { format: 'qcow2', sizeBytes: 1 << 20 })
      await service.clone(task, 'local:100/base-100-disk-0.raw', 102)
      await service.copy(task, { volid: 'local:100/base-100-disk-0.raw' }, 'local', 103, { format: 'qcow2' })
      const own = await service.allocate(task, 'local', 104, { sizeBytes: 1 << 20 })
      await service.reassign(task, own, 105)
      throw new Failure('and now back')
    },
  })
  await engine.ended(upid)
}
