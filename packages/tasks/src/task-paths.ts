import { join } from 'node:path'
import type { Root } from '@quorate/host'
import { requireUpid } from './upid.ts'

export interface TaskPaths {
  /** `<log>/tasks` */
  readonly folder: string
  /** Finished tasks, one line each, oldest first: `UPID HEXEND status` */
  readonly index: string
  readonly olderIndex: string
  /** UPIDs of unfinished tasks, one a line */
  readonly active: string
  /** `<state>/journal` */
  readonly journals: string
  /** Last number given to a task. */
  readonly counter: string
  log(upid: string): string
  journal(upid: string): string
}

export function taskPaths(root: Pick<Root, 'log' | 'state'>): TaskPaths {
  const folder = join(root.log, 'tasks')
  const journals = join(root.state, 'journal')
  return {
    folder,
    index: join(folder, 'index'),
    olderIndex: join(folder, 'index.1'),
    active: join(folder, 'active'),
    journals,
    counter: join(root.state, 'task-counter'),
    log(upid) {
      const parsed = requireUpid(upid)
      return join(folder, (parsed.starttime % 16).toString(16).toUpperCase(), upid)
    },
    journal(upid) {
      requireUpid(upid)
      return join(journals, `${upid}.jsonl`)
    },
  }
}

/** What a list of tasks shows; `endtime` and `status` once it has ended. */
export interface TaskSummary {
  readonly upid: string
  readonly node: string
  readonly pid: number
  readonly pstart: number
  readonly starttime: number
  readonly type: string
  readonly id: string
  readonly user: string
  readonly endtime?: number
  /** `OK`, `WARNINGS: n`, or the error text */
  readonly status?: string
}

export function taskSummary(upid: string, end?: { endtime: number; status: string }): TaskSummary {
  return { upid, ...requireUpid(upid), ...end }
}
