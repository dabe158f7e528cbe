import { realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'

async function realpathIfThere(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined
    if (errorCode(error) === 'ELOOP') throw new Failure(`${path}: too many symbolic links`)
    throw error
  }
}

/**
 * The path, after a look at where symbolic links lead: a file of a storage lies below the folder of its content. The
 * folder itself may be a link (an administrator's choice); nothing below it may lead out. What does not exist yet is
 * judged by the folder that it would be in.
 */
export async function confined(what: string, folder: string, path: string): Promise<string> {
  const top = await realpathIfThere(folder)
  if (top === undefined) return path
  const parent = await realpathIfThere(dirname(path))
  const real = (await realpathIfThere(path)) ?? (parent === undefined ? undefined : join(parent, basename(path)))
  if (real !== undefined && !real.startsWith(top === '/' ? top : `${top}/`)) {
    throw new Failure(`${what}: refused, a symbolic link leads out of ${folder}`)
  }
  return path
}
