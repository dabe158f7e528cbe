import { live } from './live.ts'
import type { LiveTask } from './tasks.ts'

/** The task once it has ended. */
export function taskEnd(upid: string): Promise<LiveTask> {
  const ended = () => live.tasks.get().find(task => task.upid === upid && task.endtime !== undefined)
  return new Promise(resolve => {
    const look = () => {
      const task = ended()
      if (!task) return
      stop()
      resolve(task)
    }
    const stop = live.tasks.subscribe(look)
    look()
  })
}
