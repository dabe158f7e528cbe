/**
 * A task runner that kills itself: `crash-runner <root> <point>`. Its one task makes three files, each after its undo
 * was recorded. With `fail` as third word the work fails after its last step, so that the undo itself can be cut off.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { TaskEngine } from '../engine/task-engine.ts'

const [path = '', point = '', mode = ''] = process.argv.slice(2)
const root = rootAt(path, 'pve')
const dieAt = (name: string) => {
  if (name === point) process.kill(process.pid, 'SIGKILL')
}

const engine = new TaskEngine({ root })
engine.registerUndo('remove', async args => {
  const file = String(args.file)
  dieAt(`before undo ${file}`)
  if (existsSync(join(path, file))) rmSync(join(path, file))
  dieAt(`after undo ${file}`)
})
await engine.recover()
if (mode !== 'recover') {
  const upid = engine.start({
    type: 'qmstart',
    id: '100',
    authid: 'root@pam',
    queue: '100',
    async work(task) {
      dieAt('begin')
      for (const file of ['a', 'b', 'c']) {
        await task.undo('remove', { file })
        dieAt(`recorded ${file}`)
        writeFileSync(join(path, file), file)
        dieAt(`made ${file}`)
      }
      if (mode === 'fail') throw new Failure('failed on purpose')
      setImmediate(() => dieAt('end'))
    },
  })
  process.stdout.write(upid)
  dieAt('started')
  await engine.ended(upid)
}
