import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { refuseMounts } from './refuse-mounts.ts'

export interface CopyTreeOptions {
  readonly signal: AbortSignal
  /** bytes; the total is what the files occupy, and not exact */
  progress(done: number, total: number): void
  /** megabytes per second */
  readonly rateMBps?: number
}

const everything = ['--xattrs', '--xattrs-include=*', '--acls', '--numeric-owner', '--blocking-factor=128']

const full = /no space left on device|disk quota exceeded|wrote only \d+ of \d+ bytes/i

async function occupied(host: Host, path: string, signal: AbortSignal): Promise<number> {
  const { stdout } = await host.exec('du', ['--summarize', '--block-size=1', '--', path], { signal })
  return Number(stdout.split('\t', 1)[0])
}

/**
 * Copies all that is in one folder into another, which is empty: owners, modes, times, extended attributes and ACLs,
 * capabilities, hard links, holes, device nodes, and what the first folder has of these itself. Sockets are left out.
 * Nobody may write to the source meanwhile, and nothing may be mounted in it; links are copied, never followed. It is
 * on the disk when the call returns. On failure what was copied so far stays, for the caller to remove.
 */
export async function copyTree(host: Host, from: string, to: string, options: CopyTreeOptions): Promise<void> {
  const { signal, progress, rateMBps } = options
  await refuseMounts(`unable to copy '${from}'`, from)
  const total = Math.max(1, await occupied(host, from, signal))
  let next = 0
  const read = ['--create', '--file=-', `--directory=${from}`, '--format=posix', '--pax-option=delete=atime,delete=ctime']
  const write = ['--extract', '--file=-', `--directory=${to}`, '--same-owner', '--preserve-permissions']
  try {
    await host.pipe(
      { program: 'tar', args: [...read, ...everything, '--sparse', '--warning=no-file-ignored', '.'] },
      { program: 'tar', args: [...write, ...everything] },
      {
        signal,
        onBytes: bytes => {
          if (bytes < next) return
          next = bytes + total / 200
          progress(Math.min(bytes, total - 1), total)
        },
        ...(rateMBps !== undefined && { bytesPerSecond: rateMBps * 2 ** 20 }),
      },
    )
    await host.exec('sync', ['--file-system', '--', to])
  } catch (error) {
    if (full.test(String(error))) throw new Failure('no space left on the target', { cause: error })
    throw error
  }
  progress(total, total)
}
