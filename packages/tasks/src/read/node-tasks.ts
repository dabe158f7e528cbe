import type { Call, Download } from '@quorate/contract'
import { Reply } from '@quorate/contract'
import type { StatusKind } from '../log/exit-status.ts'
import type { LogLine } from '../log/task-log.ts'
import type { TaskSummary } from '../task-paths.ts'
import { requireUpid } from '../upid.ts'
import type { TaskFilter } from './task-filter.ts'
import type { TaskReader, TaskStatus } from './task-reader.ts'
import { requireVisible, visibleTo } from './visible.ts'

/** The parameters of a node's task list as clients send them. */
export interface TaskListParameters extends Omit<TaskFilter, 'statusfilter'> {
  readonly source?: 'archive' | 'active' | 'all'
  /** `ok`, `warning`, `error`, `unknown`, separated by commas */
  readonly statusfilter?: string | readonly string[]
  readonly start?: number
  readonly limit?: number
}

const defaultLimit = 50

function statusKinds(filter: string | readonly string[] | undefined): StatusKind[] {
  const words = typeof filter === 'string' ? filter.split(/[\s,;]+/) : (filter ?? [])
  return words.filter((word): word is StatusKind => ['ok', 'warning', 'error', 'unknown'].includes(word))
}

/** The page of the list that the caller asked for, with the `total` of what they may see. */
export function listNodeTasks(reader: TaskReader, call: Call, parameters: TaskListParameters): Reply<TaskSummary[]> {
  const { source = 'archive', start = 0, limit = defaultLimit, statusfilter, ...filter } = parameters
  const rows = reader.list(source, { ...filter, statusfilter: statusKinds(statusfilter) }).filter(visibleTo(call))
  return new Reply(limit === 0 ? rows.slice(start) : rows.slice(start, start + limit), { total: rows.length })
}

export function readTaskStatus(reader: TaskReader, call: Call, upid: string): TaskStatus {
  requireVisible(call, requireUpid(upid))
  return reader.status(upid)
}

export async function readTaskLog(
  reader: TaskReader,
  call: Call,
  parameters: { upid: string; start?: number; limit?: number; download?: boolean },
): Promise<Reply<LogLine[]> | Download> {
  const { upid, start = 0, limit = defaultLimit, download } = parameters
  const task = requireUpid(upid)
  requireVisible(call, task)
  if (download) {
    const time = new Date(task.starttime * 1000).toISOString().replaceAll(':', '')
    return { stream: reader.download(upid), contentType: 'text/plain', filename: `task-${task.node}-${task.type}-${time}.log` }
  }
  const { lines, total } = await reader.log(upid, start, limit)
  // Clients take an empty first page for a log that is still to come.
  if (total === 0) return new Reply([{ n: 1, t: 'no content' }], { total: 1 })
  return new Reply(lines, { total })
}
