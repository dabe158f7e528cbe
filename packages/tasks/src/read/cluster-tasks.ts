import type { EventHub, NodeStanding } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import type { TaskValue } from '../engine/task-broadcast.ts'
import { unknownStatus } from '../log/exit-status.ts'
import type { TaskSummary } from '../task-paths.ts'
import { visibleTo } from './visible.ts'

export interface ClusterTask extends TaskSummary {
  /** Seconds since the node of a task without an end was there last. */
  readonly age?: number
}

function withAge(task: TaskSummary, age: number | undefined): ClusterTask {
  return task.endtime === undefined && age !== undefined ? { ...task, status: unknownStatus, age } : task
}

/** The running and the newest finished tasks of all nodes, newest first, as far as the caller may see them. */
export function listClusterTasks(hub: Pick<EventHub, 'values'>, nodes: ReadonlyMap<string, NodeStanding>, call: Call): ClusterTask[] {
  return [...hub.values('task').values()]
    .map(value => value.data as TaskValue)
    .map(({ progress: _progress, log: _log, ...summary }) => summary)
    .filter(visibleTo(call))
    .map(task => withAge(task, nodes.get(task.node)?.age))
    .toSorted((a, b) => b.starttime - a.starttime || b.pstart - a.pstart || (a.upid < b.upid ? -1 : 1))
}
