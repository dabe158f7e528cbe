import type { LiveTask } from '../../live/tasks.ts'
import { taskFailed } from '../../live/tasks.ts'
import type { BulkKind } from './bulk-action.ts'

export type RowState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** How far the action is with one guest. */
export interface BulkRow {
  readonly vmid: number
  readonly name: string
  readonly state: RowState
  readonly upid?: string
  /** 0 to 1, where it is known */
  readonly progress?: number
  /** Why it failed, or what there is to know. */
  readonly note?: string
}

/** Types of the tasks that one task on many starts for each guest. */
const childTypes: Readonly<Partial<Record<BulkKind, readonly string[]>>> = {
  start: ['qmstart', 'qmresume', 'vzstart', 'vzresume'],
  shutdown: ['qmshutdown', 'qmstop', 'vzshutdown', 'vzstop'],
  suspend: ['qmsuspend', 'vzsuspend'],
  migrate: ['qmigrate', 'vzmigrate'],
}

/** When a task began, in seconds since 1970: its UPID says it by the server's clock. */
export const startOf = (upid: string): number => Number.parseInt(upid.split(':')[4] ?? '', 16)

const partOf = ({ progress }: LiveTask) => (progress && progress.total > 0 ? progress.done / progress.total : undefined)

function withTask(row: BulkRow, task: LiveTask): BulkRow {
  const { upid } = task
  if (task.endtime === undefined) {
    const part = partOf(task)
    return { ...row, upid, state: 'running', ...(part !== undefined && { progress: part }) }
  }
  const failed = taskFailed(task)
  return { ...row, upid, state: failed ? 'failed' : 'done', ...(task.status !== 'OK' && { note: task.status ?? '' }) }
}

/** Rows after news of tasks: of their own (`upid`), or of those that a task on many (`parent`) started for them. */
export function rowsAfter(
  rows: readonly BulkRow[],
  tasks: readonly LiveTask[],
  kind: BulkKind,
  parent: string | undefined,
): readonly BulkRow[] {
  const since = parent === undefined ? 0 : startOf(parent)
  const types = childTypes[kind] ?? []
  const own = new Map(tasks.map(task => [task.upid, task]))
  const next = rows.map(row => {
    if (row.state === 'done' || row.state === 'failed' || row.state === 'cancelled') return row
    const task =
      row.upid === undefined
        ? parent !== undefined && tasks.find(one => one.id === String(row.vmid) && types.includes(one.type) && one.starttime >= since)
        : own.get(row.upid)
    if (!task) return row
    const after = withTask(row, task)
    return after.state === row.state && after.progress === row.progress && after.upid === row.upid ? row : after
  })
  return next.some((row, index) => row !== rows[index]) ? next : rows
}

/** What a task on many wrote into its log about one guest without starting a task for it. */
export function noteIn(log: readonly string[], vmid: number): { readonly note: string; readonly warning: boolean } | undefined {
  const about = new RegExp(String.raw`\b(?:VM|CT|guest) ${vmid}\b:? ?(.*)`)
  for (const line of log) {
    const rest = about.exec(line)?.[1]
    if (rest && !rest.startsWith('UPID:')) return { note: rest, warning: line.startsWith('WARN') }
  }
  return undefined
}

/** Rows once the task on many has ended: those for which it started none. */
export function rowsAtEnd(rows: readonly BulkRow[], log: readonly string[], cancelled: boolean): readonly BulkRow[] {
  return rows.map(row => {
    if (row.state === 'done' || row.state === 'failed') return row
    const found = noteIn(log, row.vmid)
    if (found) return { ...row, state: found.warning ? 'failed' : 'done', note: found.note }
    return { ...row, state: cancelled ? 'cancelled' : 'done' }
  })
}

export const countRows = (rows: readonly BulkRow[], ...states: readonly RowState[]): number =>
  rows.filter(row => states.includes(row.state)).length
