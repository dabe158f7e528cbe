import type { TaskNote } from '../runner/message.ts'
import type { TaskEngine } from './task-engine.ts'

/** Puts a task on record that is over at once, and answers its UPID. */
export function noteTask(engine: Pick<TaskEngine, 'start'>, { line, ...request }: TaskNote): string {
  return engine.start({
    ...request,
    work: async task => {
      if (line !== undefined) task.log(line)
    },
  })
}
