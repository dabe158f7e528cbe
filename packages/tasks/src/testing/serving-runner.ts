/** A task runner in a process of its own: `serving-runner <root>`. `POST /copy` makes a file and never ends by itself. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Call } from '@quorate/contract'
import { endpoint, implement } from '@quorate/contract'
import { rootAt } from '@quorate/host'
import { TaskEngine } from '../engine/task-engine.ts'
import { runnerSocket } from '../runner/connect-runner.ts'
import { serveRunner } from '../runner/serve-runner.ts'

const root = rootAt(process.argv[2] ?? '', 'pve')
const file = join(root.path, 'copy')
mkdirSync(root.run, { recursive: true })

const engine = new TaskEngine({ root })
engine.registerUndo('remove copy', async () => rmSync(file, { force: true }))
await engine.recover()

const group = {
  copy: endpoint({ method: 'POST', path: '/copy', description: '', task: 'imgcopy', parameters: {} }),
  pid: endpoint({ method: 'PUT', path: '/pid', description: '', queue: 'vmid', parameters: {} }),
}
await serveRunner({
  socket: runnerSocket(root),
  engine,
  implementations: implement(group, {
    copy: () => async task => {
      await task.undo('remove copy', {})
      writeFileSync(file, 'half')
      task.log('half done')
      await delay(60_000, undefined, { signal: task.signal })
    },
    pid: () => process.pid,
  }),
  makeCall: (caller, _spec, signal) => ({ caller, node: 'pve', signal }) as Call,
})
