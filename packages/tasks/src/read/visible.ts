import type { Call, Caller } from '@quorate/contract'
import { permissionFailure } from '@quorate/schema'
import type { TaskSummary } from '../task-paths.ts'

/** A user owns their tasks and those of their tokens; a token only its own. */
export function owns(caller: Caller, user: string): boolean {
  if (caller.token !== undefined) return user === caller.authid
  return user === caller.userid || user.startsWith(`${caller.userid}!`)
}

/** The filter that leaves what the caller may see: own tasks; with Sys.Audit on the node the others' too. */
export function visibleTo(call: Call): (task: Pick<TaskSummary, 'user' | 'node'>) => boolean {
  const audit = new Map<string, boolean>()
  return task => {
    if (owns(call.caller, task.user)) return true
    const known = audit.get(task.node) ?? call.may(`/nodes/${task.node}`, 'Sys.Audit')
    audit.set(task.node, known)
    return known
  }
}

export function requireVisible(call: Call, task: Pick<TaskSummary, 'user' | 'node'>): void {
  if (!visibleTo(call)(task)) throw permissionFailure(`/nodes/${task.node}`, ['Sys.Audit'])
}

/** Ending somebody else's task needs Sys.Modify on the node. */
export function requireMayStop(call: Call, task: Pick<TaskSummary, 'user' | 'node'>): void {
  if (!owns(call.caller, task.user)) call.authorize(`/nodes/${task.node}`, 'Sys.Modify')
}
