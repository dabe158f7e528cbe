import { rmSync } from 'node:fs'
import { readJournal } from '../journal/journal.ts'
import { journalsLeft } from '../journal/journal.ts'
import { runUndo } from '../journal/run-undo.ts'
import type { UndoRegistry } from '../journal/undo-registry.ts'
import { readActive, writeActive } from '../log/active-file.ts'
import { finalLine, interruptedStatus, statusOfFinalLine } from '../log/exit-status.ts'
import { appendToIndex, readIndex } from '../log/finished-index.ts'
import { lastLogLine } from '../log/log-tail.ts'
import { TaskLog } from '../log/task-log.ts'
import type { TaskPaths } from '../task-paths.ts'
import { parseUpid } from '../upid.ts'

/** Undoes and closes one task of a runner that is no more. May itself be cut off anywhere, and is then done again. */
async function closeTask(paths: TaskPaths, actions: UndoRegistry, upid: string, now: () => number): Promise<void> {
  const journal = readJournal(paths.journal(upid))
  const said = statusOfFinalLine(lastLogLine(paths.log(upid)) ?? '')
  let status = said ?? journal.done
  const log = new TaskLog(paths.log(upid))
  try {
    if (status === undefined) {
      status = interruptedStatus
      await runUndo(actions, journal.pending, line => log.write(line))
    }
    if (said === undefined) log.write(finalLine(status))
  } finally {
    log.close()
  }
  appendToIndex(paths, upid, Math.floor(now() / 1000), status)
}

/**
 * Brings order after a runner that ended without a word: what its tasks had begun is undone, their logs and the index
 * say how they ended. Runs before the first new task, so that no undo meets newer work.
 */
export async function recoverTasks(paths: TaskPaths, actions: UndoRegistry, now: () => number): Promise<void> {
  const left = new Set([...readActive(paths.active), ...journalsLeft(paths.journals)])
  const closed = new Set([...readIndex(paths.index), ...readIndex(paths.olderIndex)].map(entry => entry.upid))
  const newestFirst = [...left]
    .filter(upid => parseUpid(upid) !== undefined)
    .toSorted((a, b) => (parseUpid(b)?.pstart ?? 0) - (parseUpid(a)?.pstart ?? 0))
  for (const upid of newestFirst) {
    if (!closed.has(upid)) await closeTask(paths, actions, upid, now)
    rmSync(paths.journal(upid), { force: true })
  }
  writeActive(paths.active, [])
}
