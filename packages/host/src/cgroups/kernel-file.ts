import { readFile, writeFile } from 'node:fs/promises'
import { errorCode } from '../files/file-failure.ts'

/** Writes a control file; false when the kernel, or its place in a container, does not allow it. */
export async function writeControl(path: string, value: string): Promise<boolean> {
  try {
    await writeFile(path, value)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EINVAL', 'ENOSPC', 'EOPNOTSUPP', 'EBUSY'].includes(errorCode(error) ?? '')) return false
    throw error
  }
}

export async function readControl(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if (['ENOENT', 'EOPNOTSUPP', 'ENODEV'].includes(errorCode(error) ?? '')) return undefined
    throw error
  }
}
