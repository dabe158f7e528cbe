import { constants, open } from 'node:fs/promises'
import { errorCode } from '@quorate/host'

/** Can the file be read past the page cache? Some file systems (tmpfs of older kernels, some network ones) refuse. A file that cannot be opened at all is not judged: true. */
export async function canDirectIo(path: string): Promise<boolean> {
  try {
    await using _file = await open(path, constants.O_RDONLY | constants.O_DIRECT)
    return true
  } catch (error) {
    return errorCode(error) !== 'EINVAL'
  }
}
