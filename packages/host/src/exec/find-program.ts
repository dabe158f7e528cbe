import { accessSync, constants } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { Failure } from '@quorate/schema'

/** Administration programs live in sbin, which is not on every caller's PATH. */
const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** Folders to look in: the caller's, then the standard ones. */
export function programFolders(): string[] {
  return [...new Set([...(process.env.PATH ?? '').split(':').filter(folder => isAbsolute(folder)), ...searchPath])]
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false
    throw error
  }
}

/** Absolute path of an installed program, or undefined. */
export function findProgram(program: string): string | undefined {
  if (isAbsolute(program)) return runnable(program) ? program : undefined
  return programFolders()
    .map(folder => join(folder, program))
    .find(runnable)
}

export function requireProgram(program: string): string {
  const path = findProgram(program)
  if (path === undefined) throw new Failure(`cannot run ${program}: the program is not installed on this node`)
  return path
}
