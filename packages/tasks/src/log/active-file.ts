import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseUpid } from '../upid.ts'

/** Unfinished tasks. Only the runner writes it: a task is in it before its UPID is given away. */
export function writeActive(path: string, upids: readonly string[]): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.tmp`, upids.map(upid => `${upid}\n`).join(''), { mode: 0o640 })
  renameSync(`${path}.tmp`, path)
}

export function readActive(path: string): string[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(upid => parseUpid(upid) !== undefined)
}
