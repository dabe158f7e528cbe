import type { TaskHandle } from '@quorate/contract'

/** The progress of several copies as one. Answers, for the copy of that many bytes, a task that reports it as its part. */
export function jointProgress(task: TaskHandle, totalBytes: number, phase: string): (bytes: number) => TaskHandle {
  let before = 0
  return bytes => {
    const begun = before
    before += bytes
    return {
      upid: task.upid,
      authid: task.authid,
      signal: task.signal,
      log: line => task.log(line),
      warn: line => task.warn(line),
      undo: (action, args) => task.undo(action, args),
      progress: (done, total) => {
        if (total > 0) task.progress(begun + Math.min(1, done / total) * bytes, totalBytes, 'bytes', phase)
      },
    }
  }
}
