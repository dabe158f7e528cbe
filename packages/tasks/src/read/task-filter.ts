import type { StatusKind } from '../log/exit-status.ts'
import { statusKind } from '../log/exit-status.ts'
import type { TaskSummary } from '../task-paths.ts'

export interface TaskFilter {
  /** Only tasks that did not end `OK`. */
  readonly errors?: boolean
  /** seconds since 1970; the time of the start counts */
  readonly since?: number
  readonly until?: number
  readonly typefilter?: string
  readonly statusfilter?: readonly StatusKind[]
  /** A part of the user's name. */
  readonly userfilter?: string
  readonly vmid?: number
}

export function matches(task: TaskSummary, filter: TaskFilter): boolean {
  if (filter.since !== undefined && task.starttime < filter.since) return false
  if (filter.until !== undefined && task.starttime > filter.until) return false
  if (filter.typefilter !== undefined && task.type !== filter.typefilter) return false
  if (filter.vmid !== undefined && task.id !== String(filter.vmid)) return false
  if (filter.userfilter !== undefined && !task.user.toLowerCase().includes(filter.userfilter.toLowerCase())) return false
  if (filter.errors && (task.status === undefined || task.status === 'OK')) return false
  if (filter.statusfilter === undefined || filter.statusfilter.length === 0) return true
  return task.status !== undefined && filter.statusfilter.includes(statusKind(task.status))
}
