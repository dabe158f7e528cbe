import { setTimeout as delay } from 'node:timers/promises'
import type { Call, Implementation } from '@quorate/contract'
import type { GuestPlace, GuestTask, GuestTasks, OtherNodes, PowerAction } from '@quorate/guest'
import type { Root } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { submit, TaskReader, type TaskEngine } from '@quorate/tasks'

export interface GuestTaskParts {
  readonly engine: TaskEngine
  readonly root: Root
  readonly others: OtherNodes
  implementations(): readonly Implementation[]
}

const lookAgainMs = 1000
/** A node may be busy, or its daemon just starting again. */
const mostMisses = 10

const pathOf = (node: string, { kind }: GuestPlace, vmid: number | string, action: PowerAction) =>
  `/nodes/${node}/${kind}/${vmid}/${action === 'migrate' ? action : `status/${action}`}`

/** A task on another node, begun there in the name of whoever calls. */
async function beginThere(others: OtherNodes, call: Call, guest: GuestPlace, action: PowerAction, parameters: object): Promise<GuestTask> {
  const { node, vmid } = guest
  const { caller } = call
  const upid = String(await others.call(node, 'POST', pathOf(node, guest, vmid, action), { ...parameters }, { caller, timeoutMs: 60_000 }))
  const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}`
  const ended = async () => {
    for (let misses = 0; ; await delay(lookAgainMs)) {
      try {
        const status = (await others.call(node, 'GET', `${path}/status`, {}, { caller, timeoutMs: 10_000 })) as {
          status: string
          exitstatus?: string
        }
        misses = 0
        if (status.status === 'stopped') return status.exitstatus ?? 'OK'
      } catch (error) {
        misses += 1
        if (misses >= mostMisses) return `how it ended on node '${node}' is not known: ${failureText(error)}`
      }
    }
  }
  const stop = () => void others.call(node, 'DELETE', path, {}, { caller, timeoutMs: 10_000 }).catch(() => undefined)
  return { upid, ended: ended(), stop }
}

/** Begins tasks of single guests the way their own methods do: with the same checks, in the guest's queue, with a log of their own. */
export function guestTasks({ engine, root, others, implementations }: GuestTaskParts): GuestTasks {
  const reader = new TaskReader(root)
  return {
    async begin(call, guest, action, parameters) {
      const { node, vmid } = guest
      if (node !== root.node) return await beginThere(others, call, guest, action, parameters)
      const path = pathOf('{node}', guest, '{vmid}', action)
      const implementation = implementations().find(({ spec }) => spec.method === 'POST' && spec.path === path)
      if (!implementation) throw new Failure(`Method 'POST ${path}' not implemented`, { status: 501 })
      const upid = String(await submit(engine, implementation, call, { node, vmid, ...parameters }))
      const ended = async () => (await engine.ended(upid)) ?? reader.status(upid).exitstatus ?? 'OK'
      return { upid, ended: ended(), stop: () => void engine.stop(upid, call.caller.authid) }
    },
  }
}
