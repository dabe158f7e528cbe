import type { EventHub, NodeStanding } from '@quorate/cluster'
import type { Implementation } from '@quorate/contract'
import { implement } from '@quorate/contract'
import { clusterOverview } from '@quorate/contract/cluster/overview'
import { nodesTasks } from '@quorate/contract/nodes/tasks'
import { listClusterTasks } from './read/cluster-tasks.ts'
import { listNodeTasks, readTaskLog, readTaskStatus } from './read/node-tasks.ts'
import type { TaskReader } from './read/task-reader.ts'
import { requireMayStop } from './read/visible.ts'
import type { RunnerChannel } from './runner/connect-runner.ts'
import { requireUpid } from './upid.ts'

export interface TasksApiServices {
  readonly reader: TaskReader
  readonly runner: Pick<RunnerChannel, 'stopTask'>
  readonly hub: Pick<EventHub, 'values'>
  nodes(): ReadonlyMap<string, NodeStanding>
}

/** The tasks of this node and of the cluster. Runs in the daemon: logs are readable while no runner is up. */
export function tasksApi({ reader, runner, hub, nodes }: TasksApiServices): Implementation[] {
  return [
    ...implement(nodesTasks, {
      list: (call, parameters) => listNodeTasks(reader, call, parameters),
      status: (call, { upid }) => readTaskStatus(reader, call, upid),
      log: (call, parameters) => readTaskLog(reader, call, parameters),
      async stop(call, { upid }) {
        requireMayStop(call, requireUpid(upid))
        // Known and no longer running: it has ended, which is what was wanted.
        if (!(await runner.stopTask(upid, call.caller.authid))) reader.status(upid)
        return null
      },
    }),
    ...implement({ tasks: clusterOverview.tasks }, { tasks: call => listClusterTasks(hub, nodes(), call) }),
  ]
}
