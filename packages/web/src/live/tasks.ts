import type { LiveEvent } from './protocol.ts'

/** A task as the stream tells of it. */
export interface LiveTask {
  readonly upid: string
  readonly node: string
  readonly type: string
  /** What it works on: a guest's number, a storage, ... */
  readonly id: string
  readonly user: string
  /** seconds since 1970 */
  readonly starttime: number
  readonly endtime?: number
  /** Once ended: `OK`, `WARNINGS: n`, or the error. */
  readonly status?: string
  readonly progress?: {
    readonly phase: string
    readonly unit: string
    readonly done: number
    /** 0: unknown */
    readonly total: number
    /** units per second */
    readonly rate: number
    /** seconds */
    readonly eta?: number
  }
  readonly log?: { readonly total: number; readonly tail: readonly { readonly n: number; readonly t: string }[] }
}

/** `OK` and warnings are no failures. */
export const taskFailed = (task: Pick<LiveTask, 'status' | 'endtime'>): boolean =>
  task.endtime !== undefined && task.status !== undefined && task.status !== 'OK' && !task.status.startsWith('WARNINGS')

/** Tasks after some events, newest first, and those that ended with these events. */
export function tasksAfter(
  tasks: readonly LiveTask[],
  events: readonly LiveEvent[],
): { readonly tasks: readonly LiveTask[]; readonly ended: readonly LiveTask[] } {
  const told = events.filter(event => event.type === 'task').map(event => event.data as { id: string; value: LiveTask | null })
  if (told.length === 0) return { tasks, ended: [] }
  const byId = new Map(tasks.map(task => [task.upid, task]))
  const ended: LiveTask[] = []
  for (const { id, value } of told) {
    if (!value) continue
    const before = byId.get(id)
    if (value.endtime !== undefined && before?.endtime === undefined) ended.push(value)
    // The lines that were told stay until the whole log has been read.
    byId.set(id, value.endtime !== undefined && before?.log ? { log: before.log, ...value } : value)
  }
  const kept = [...byId.values()].toSorted((a, b) => b.starttime - a.starttime)
  return { tasks: kept.slice(0, 200), ended }
}
