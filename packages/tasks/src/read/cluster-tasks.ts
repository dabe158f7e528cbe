import type { EventHub } from '@quorate/cluster'
import type { Call } from '@quorate/contract'
import type { TaskValue } from '../engine/task-broadcast.ts'
import type { TaskSummary } from '../task-paths.ts'
import { visibleTo } from './visible.ts'

/** The running and the newest finished tasks of all nodes, newest first, as far as the caller may see them. */
export function listClusterTasks(hub: Pick<EventHub, 'values'>, call: Call): TaskSummary[] {
  return [...hub.values('task').values()]
    .map(value => value.data as TaskValue)
    .map(({ progress: _progress, log: _log, ...summary }) => summary)
    .filter(visibleTo(call))
    .toSorted((a, b) => b.starttime - a.starttime || b.pstart - a.pstart)
}
