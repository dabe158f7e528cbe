import { join } from 'node:path'
import type { Implementation, TaskWork } from '@quorate/contract'
import { readBootId, type Host } from '@quorate/host'
import type { TaskEngine } from '@quorate/tasks'
import { callOfNode } from './call-of-node.ts'

/**
 * Starts the guests that start with the node, once for each boot of the machine and never for a restart of the product:
 * a guest that somebody has stopped stays so. Which boot was dealt with is noted when the work is over, so that a crash
 * in between begins it again. The first start of all, on a machine where nothing ran before, only takes note.
 */
export async function startAtBoot(host: Host, engine: TaskEngine, startAll: Implementation, closing: () => boolean): Promise<void> {
  const path = join(host.root.state, 'boot-id')
  const present = readBootId()
  const known = (await host.files.readIfThere(path))?.trim()
  if (known === present) return
  const note = () => host.files.writeAtomic(path, `${present}\n`, 0o600)
  if (known === undefined) return await note()
  const call = callOfNode(host.root.node, 'boot')
  const work = (await startAll.handler(call, { node: host.root.node } as never)) as TaskWork
  const upid = engine.start({ type: 'startall', authid: call.caller.authid, work })
  void engine.ended(upid)?.then(async () => {
    if (!closing()) await note()
  })
}
