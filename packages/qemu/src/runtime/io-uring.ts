import { fileURLToPath } from 'node:url'
import { failureText } from '@quorate/schema'
import type { Host } from '@quorate/host'

/**
 * Does the kernel let QEMU use io_uring? It may be turned off for all (io_uring_disabled) or forbidden to a container, so
 * QEMU's own code is let try: it sets up a ring to read a small file, in 7 ms.
 */
export async function ioUringWorks(host: Pick<Host, 'exec'>): Promise<boolean> {
  const file = fileURLToPath(import.meta.url).replaceAll(',', ',,')
  try {
    await host.exec('qemu-img', ['info', '--image-opts', `driver=file,filename=${file},aio=io_uring`], { timeoutMs: 5000 })
    return true
  } catch (error) {
    if (/io_uring/.test(failureText(error))) return false
    // Nothing was learned about io_uring: the default holds.
    return true
  }
}
