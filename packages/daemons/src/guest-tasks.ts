import type { Implementation } from '@quorate/contract'
import type { GuestTasks } from '@quorate/guest'
import type { Root } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { submit, TaskReader, type TaskEngine } from '@quorate/tasks'

/** Begins tasks of single guests the way their own methods do: with the same checks, in the guest's queue, with a log of their own. */
export function guestTasks(engine: TaskEngine, root: Root, implementations: () => readonly Implementation[]): GuestTasks {
  const reader = new TaskReader(root)
  return {
    async begin(call, { kind, node, vmid }, action, parameters) {
      const path = `/nodes/{node}/${kind}/{vmid}/status/${action}`
      const implementation = implementations().find(({ spec }) => spec.method === 'POST' && spec.path === path)
      if (!implementation) throw new Failure(`Method 'POST ${path}' not implemented`, { status: 501 })
      const upid = String(await submit(engine, implementation, call, { node, vmid, ...parameters }))
      const ended = async () => (await engine.ended(upid)) ?? reader.status(upid).exitstatus ?? 'OK'
      return { upid, ended: ended(), stop: () => void engine.stop(upid, call.caller.authid) }
    },
  }
}
