import type { TaskHandle } from '@quorate/contract'

/** The same task, of which work learns that it is to end from another signal. */
export function withSignal(task: TaskHandle, signal: AbortSignal): TaskHandle {
  return {
    upid: task.upid,
    authid: task.authid,
    signal,
    log: line => task.log(line),
    warn: line => task.warn(line),
    progress: (...how) => task.progress(...how),
    undo: (action, args) => task.undo(action, args),
  }
}
