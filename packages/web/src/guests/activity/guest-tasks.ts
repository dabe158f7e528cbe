import { taskFailed, type LiveTask } from '../../live/tasks.ts'

export const taskFilters = ['all', 'running', 'failed'] as const
export type TaskFilter = (typeof taskFilters)[number]

const fits: Readonly<Record<TaskFilter, (task: LiveTask) => boolean>> = {
  all: () => true,
  running: task => task.endtime === undefined,
  failed: taskFailed,
}

/** Tasks of a guest, newest first: those in the node's archive, and over them what the event stream tells. */
export function guestTasks(vmid: number, archive: readonly LiveTask[], live: readonly LiveTask[]): readonly LiveTask[] {
  const byId = new Map(archive.map(task => [task.upid, task]))
  for (const task of live) if (task.id === String(vmid)) byId.set(task.upid, task)
  return [...byId.values()].toSorted((a, b) => b.starttime - a.starttime)
}

export const filterTasks = (tasks: readonly LiveTask[], filter: TaskFilter, type: string | undefined): readonly LiveTask[] =>
  tasks.filter(task => fits[filter](task) && (type === undefined || task.type === type))
