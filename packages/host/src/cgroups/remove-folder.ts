import { rmdir } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { errorCode } from '../files/file-failure.ts'

const emptyAfterMs = 2000
const lookAgainMs = 20

/** Threads of a process that has ended may be in its group for a few more milliseconds, and nothing tells when they left. */
export async function removeEmptied(folder: string): Promise<void> {
  const until = performance.now() + emptyAfterMs
  for (;;) {
    try {
      return await removeFolder(folder)
    } catch (error) {
      if (errorCode(error) !== 'EBUSY' || performance.now() > until) throw error
      await delay(lookAgainMs)
    }
  }
}

/** No error when it is not there. */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
