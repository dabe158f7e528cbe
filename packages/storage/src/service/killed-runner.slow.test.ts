import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { test } from 'node:test'
import { TaskEngine } from '@quorate/tasks'
import { storageUndoActions } from './create-storage-service.ts'
import { storageBench } from '../testing/storage-bench.ts'

const script = join(import.meta.dirname, '../testing/make-volumes-for-ever.ts')

test('a runner that is killed at any moment leaves nothing once the next one has started', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const base = await service.makeBase(bench.work(), await service.allocate(bench.work(), 'local', 100, { sizeBytes: 1 << 20 }))
  let interrupted = 0
  for (let round = 0; round < 25; round += 1) {
    const child = spawn(process.execPath, [script, bench.folder], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(child, 'exit')
    await once(child.stdout, 'data')
    // Spread over more than one turn of the loop, the same in every run.
    await delay(5 + round * 17)
    child.kill('SIGKILL')
    await ended
    const images = `${bench.folder}/var/lib/vz/images`
    if ((await readdir(images)).length > 1) interrupted += 1
    const engine = new TaskEngine({ root: bench.host.root })
    for (const [name, action] of Object.entries(storageUndoActions(service))) engine.registerUndo(name, action)
    await engine.recover()
    await engine.close()
    assert.deepEqual(await readdir(images), ['100'], `round ${round}`)
    assert.deepEqual(
      (await service.list('local')).map(row => row.volid),
      [base],
      `round ${round}`,
    )
  }
  assert.ok(interrupted > 5, `${interrupted} rounds had something to undo`)
})
