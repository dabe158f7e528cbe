import type { Connection } from './connection.ts'
import { followTask } from './follow-task.ts'
import type { Terminal } from './terminal.ts'

/** Follows a task to its end. Answers the exit code; says why when it is not 0. Anything but a UPID is no task, and done. */
export async function runTask(connection: Connection, upid: unknown, terminal: Terminal): Promise<number> {
  if (typeof upid !== 'string' || !upid.startsWith('UPID:')) return 0
  const ended = await followTask(connection, upid, terminal)
  if (ended === 'OK') return 0
  const warnings = /^WARNINGS: (\d+)$/.exec(ended)?.[1]
  terminal.error(warnings === undefined ? `${ended}\n` : `Task finished with ${warnings} warning(s)!\n`)
  return warnings === undefined ? 1 : 0
}
