import { followTask, succeeded } from '../follow-task.ts'
import type { Connection } from '../connection.ts'
import type { Terminal } from '../terminal.ts'

/** Follows a task to its end. Answers the exit code; says why when it is not 0. */
export async function runTask(connection: Connection, upid: unknown, terminal: Terminal): Promise<number> {
  if (typeof upid !== 'string' || !upid.startsWith('UPID:')) return 0
  const ended = await followTask(connection, upid, terminal)
  if (succeeded(ended)) return 0
  terminal.error(`${ended}\n`)
  return 1
}
