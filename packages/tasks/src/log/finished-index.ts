import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TaskPaths, TaskSummary } from '../task-paths.ts'
import { taskSummary } from '../task-paths.ts'
import { parseUpid } from '../upid.ts'

/** About ten thousand tasks. */
const rotateAtBytes = 1 << 20

function parseLine(line: string): TaskSummary | undefined {
  const [upid = '', end = '', ...status] = line.split(' ')
  if (!parseUpid(upid) || !/^[0-9A-F]{8}$/.test(end)) return undefined
  return taskSummary(upid, { endtime: Number.parseInt(end, 16), status: status.join(' ') })
}

/** Finished tasks of one index file, newest first. A line cut short by a power failure is left out. */
export function readIndex(path: string): TaskSummary[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines
    .map(parseLine)
    .filter(entry => entry !== undefined)
    .reverse()
}

/** Makes room: the index becomes `index.1`; what stood in the former `index.1` is forgotten, with its logs. */
function rotate(paths: TaskPaths): void {
  for (const forgotten of readIndex(paths.olderIndex)) rmSync(paths.log(forgotten.upid), { force: true })
  renameSync(paths.index, paths.olderIndex)
}

export function appendToIndex(paths: TaskPaths, upid: string, endtime: number, status: string): void {
  mkdirSync(dirname(paths.index), { recursive: true })
  if (existsSync(paths.index) && statSync(paths.index).size >= rotateAtBytes) rotate(paths)
  const end = endtime.toString(16).toUpperCase().padStart(8, '0')
  appendFileSync(paths.index, `${upid} ${end} ${status}\n`, { mode: 0o640 })
}
