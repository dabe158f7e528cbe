import type { Author } from '@quorate/cluster'
import type { Call, TaskHandle } from '@quorate/contract'
import type { GuestPlace } from '@quorate/guest'
import type { Work } from '@quorate/storage'
import type { QemuServices } from '../services.ts'

export function authorOf(from: TaskHandle | Call): Author {
  return 'upid' in from ? { authid: from.authid, upid: from.upid } : { authid: from.caller.authid }
}

/** Where the config of a VM of this node is. */
export function placeHere(services: Pick<QemuServices, 'host'>, vmid: number): GuestPlace {
  return { kind: 'qemu', node: services.host.root.node, vmid }
}

/** Work of a change that is no task: nobody reads a log, and whoever started it takes back what it created. */
export function quietWork(signal: AbortSignal, notice: (text: string) => void): Work {
  return {
    signal,
    log: () => undefined,
    warn: notice,
    progress: () => undefined,
    undo: async () => ({ settle: async () => undefined }),
  }
}

/**
 * A task whose undo entries can be taken back all at once, when what they would undo has become part of a config. Those
 * of configs go last: a crash in between then leaves a volume that nobody names, and never a config without its volume.
 */
export function settleable(task: TaskHandle): { task: TaskHandle; settle(): Promise<void> } {
  const entries: { action: string; settle(): Promise<void> }[] = []
  const wrapped: TaskHandle = {
    upid: task.upid,
    authid: task.authid,
    signal: task.signal,
    log: line => task.log(line),
    warn: line => task.warn(line),
    progress: (done, total, unit, phase) => task.progress(done, total, unit, phase),
    async undo(action, args) {
      const entry = await task.undo(action, args)
      entries.push({ action, settle: () => entry.settle() })
      return entry
    },
  }
  return {
    task: wrapped,
    async settle() {
      const ofConfigs = (entry: { action: string }) => Number(entry.action.startsWith('qemu.'))
      for (const entry of entries.splice(0).toSorted((a, b) => ofConfigs(a) - ofConfigs(b))) await entry.settle()
    },
  }
}
