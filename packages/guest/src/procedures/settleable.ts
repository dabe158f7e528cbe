import type { TaskHandle } from '@quorate/contract'

/**
 * A task whose undo entries can be taken back all at once, when what they would undo has become part of a config. Those
 * of volumes go first: a crash in between then leaves a volume that nobody names, and never a config without its volume.
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
      const ofVolumes = (entry: { action: string }) => Number(entry.action.startsWith('storage.'))
      for (const entry of entries.splice(0).toSorted((a, b) => ofVolumes(b) - ofVolumes(a))) await entry.settle()
    },
  }
}
