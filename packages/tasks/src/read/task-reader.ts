import { createReadStream, existsSync } from 'node:fs'
import type { Root } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { readActive } from '../log/active-file.ts'
import { statusOfFinalLine, unknownStatus } from '../log/exit-status.ts'
import { readIndex } from '../log/finished-index.ts'
import { lastLogLine } from '../log/log-tail.ts'
import type { LogLine } from '../log/task-log.ts'
import type { TaskPaths, TaskSummary } from '../task-paths.ts'
import { taskPaths, taskSummary } from '../task-paths.ts'
import { requireUpid } from '../upid.ts'
import { followLog } from './follow-log.ts'
import { readLogPage } from './log-file.ts'
import type { TaskFilter } from './task-filter.ts'
import { matches } from './task-filter.ts'

export interface TaskStatus extends Omit<TaskSummary, 'status' | 'endtime'> {
  readonly status: 'running' | 'stopped'
  /** `OK`, `WARNINGS: n` or the error text; only when stopped */
  readonly exitstatus?: string
}

/** Reads what the runner of this node wrote about tasks; needs no runner. */
export class TaskReader {
  readonly #paths: TaskPaths

  constructor(root: Pick<Root, 'log' | 'state'>) {
    this.#paths = taskPaths(root)
  }

  /** Newest first. `archive`: the finished ones. */
  list(source: 'archive' | 'active' | 'all', filter: TaskFilter): TaskSummary[] {
    const running = () =>
      readActive(this.#paths.active)
        .map(upid => taskSummary(upid))
        .reverse()
    const finished = () => [...readIndex(this.#paths.index), ...readIndex(this.#paths.olderIndex)]
    if (source === 'active') return running().filter(task => matches(task, filter))
    const ended = finished()
    if (source === 'archive') return ended.filter(task => matches(task, filter))
    // A task that ends between the two looks is in both.
    const endedNames = new Set(ended.slice(0, 100).map(task => task.upid))
    const unfinished = running().filter(task => !endedNames.has(task.upid))
    return [...unfinished, ...ended].filter(task => matches(task, filter))
  }

  status(upid: string): TaskStatus {
    const summary = taskSummary(upid)
    const path = this.#log(upid)
    if (readActive(this.#paths.active).includes(upid)) {
      return { ...summary, status: 'running' }
    }
    const exitstatus = statusOfFinalLine(lastLogLine(path) ?? '') ?? unknownStatus
    return { ...summary, status: 'stopped', exitstatus }
  }

  /** `start` counts from 0; `limit` 0: all. */
  async log(upid: string, start: number, limit: number): Promise<{ lines: LogLine[]; total: number }> {
    return readLogPage(this.#log(upid), start, limit)
  }

  /** The whole log as bytes. */
  download(upid: string): AsyncIterable<Uint8Array> {
    return createReadStream(this.#log(upid))
  }

  /** Lines from `start` (from 0) on and those to come, until the task ends. */
  follow(upid: string, start = 0, signal?: AbortSignal): AsyncGenerator<LogLine> {
    return followLog(this.#log(upid), start, signal)
  }

  #log(upid: string): string {
    requireUpid(upid)
    const path = this.#paths.log(upid)
    if (!existsSync(path)) throw new Failure(`task '${upid}' does not exist`)
    return path
  }
}
