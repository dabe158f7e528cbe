import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, type Root } from '@quorate/host'
import type { LogEntry } from './cluster-log.ts'

/** Where the lines of this node's writers lie: of each the file that is written, and the one before it. */
export const folderOf = (root: Pick<Root, 'state'>) => join(root.state, 'cluster-log')

/** A line that was cut short by a power failure is none. */
function parseLine(line: string): LogEntry[] {
  try {
    return [JSON.parse(line) as LogEntry]
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

/** What `read` finds; `none` when there is no such file or folder. */
export function ifThere<T>(read: () => T, none: T): T {
  try {
    return read()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return none
    throw error
  }
}

/** Of one file; none when it is not there. */
export function readEntries(path: string): LogEntry[] {
  return ifThere(() => readFileSync(path, 'utf8'), '')
    .split('\n')
    .filter(Boolean)
    .flatMap(parseLine)
}
