import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { treeArchive, treeIsFull, treeUnpacker } from './tree-archive.ts'

export interface CopyTreeOptions {
  readonly signal: AbortSignal
  /** bytes; the total is what the files occupy, and not exact */
  progress(done: number, total: number): void
  /** megabytes per second */
  readonly rateMBps?: number
}

/**
 * Copies all that is in one folder into another, which is empty: owners, modes, times, extended attributes and ACLs,
 * capabilities, hard links, holes, device nodes, and what the first folder has of these itself. Sockets are left out.
 * Nobody may write to the source meanwhile, and nothing may be mounted in it; links are copied, never followed. It is
 * on the disk when the call returns. On failure what was copied so far stays, for the caller to remove.
 */
export async function copyTree(host: Host, from: string, to: string, options: CopyTreeOptions): Promise<void> {
  const { signal, progress, rateMBps } = options
  const archive = await treeArchive(host, from, signal)
  const total = archive.bytes
  let next = 0
  try {
    await host.pipe(archive, treeUnpacker(to), {
      signal,
      onBytes: bytes => {
        if (bytes < next) return
        next = bytes + total / 200
        progress(Math.min(bytes, total - 1), total)
      },
      ...(rateMBps !== undefined && { bytesPerSecond: rateMBps * 2 ** 20 }),
    })
    await host.exec('sync', ['--file-system', '--', to])
  } catch (error) {
    if (treeIsFull.test(String(error))) throw new Failure('no space left on the target', { cause: error })
    throw error
  }
  progress(total, total)
}
