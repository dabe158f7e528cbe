import { constants } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { Failure } from '@quorate/schema'
import { errorCode } from '../../files/file-failure.ts'

const notAllowed = ['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EOPNOTSUPP', 'ENODEV']

/** Gives an order to the kernel. False: this machine, or our place in it, does not know or allow it. Fails with what the kernel says against it. */
export async function order(path: string, text: string): Promise<boolean> {
  try {
    // Files of the kernel are there or not: none is made.
    await writeFile(path, text, { flag: constants.O_WRONLY | constants.O_TRUNC })
    return true
  } catch (error) {
    const code = errorCode(error)
    if (notAllowed.includes(code ?? '')) return false
    if (code === 'EBUSY') throw new Failure('more than that is in use')
    if (code === 'EINVAL') throw new Failure('the kernel does not accept it')
    throw error
  }
}
