import { open } from 'node:fs/promises'
import type { TaskHandle } from '@quorate/contract'
import type { Host, IdMap } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Packing } from './archive-kind.ts'
import { unpackCommand } from './confined-tar.ts'
import { runUnpacker, type Unpacked } from './run-unpacker.ts'

/** Device nodes are made anew at every start, and a backup's own config is no part of the container. */
const left = ['./dev/*', 'dev/*', '/dev/*', './etc/vzdump', 'etc/vzdump', '/etc/vzdump']

const chunkBytes = 1 << 20

export interface UnpackRequest {
  /** How messages call the archive. */
  readonly what: string
  readonly path: string
  readonly packing: Packing
  /** Folder that the container's file systems are mounted at, with its id map. */
  readonly target: string
  readonly idMap: IdMap
  /** What cannot be unpacked is a warning. */
  readonly ignoreErrors: boolean
  /** MiB per second, of the archive as it is packed */
  readonly rateMBps?: number
}

/** Fails, or warns where that was asked for, when something could not be unpacked. */
export function checkUnpacked(task: TaskHandle, what: string, { failure, complaints }: Unpacked, ignoreErrors: boolean): void {
  if (failure === undefined) {
    for (const line of complaints) task.log(line)
    return
  }
  if (/no space left on device|disk quota exceeded|wrote only \d+ of \d+ bytes/i.test(failure)) {
    throw new Failure(`unpacking ${what}: there is no space left for it - give the container larger volumes (${failure})`)
  }
  if (!ignoreErrors) throw new Failure(`unpacking ${what} failed: ${failure}`)
  for (const line of complaints.length ? complaints : [failure]) task.warn(`unpacking ${what}: ${line}`)
}

/** Unpacks a whole root file system, as root of the container and without a way out of it. */
export async function unpackArchive(host: Pick<Host, 'start'>, task: TaskHandle, request: UnpackRequest): Promise<void> {
  const { what, path, packing, target, idMap, ignoreErrors, rateMBps } = request
  await using file = await open(path)
  const { size } = await file.stat()
  const source = rateMBps === undefined ? file : file.createReadStream({ highWaterMark: chunkBytes, autoClose: false })
  const unpacked = await runUnpacker(host, unpackCommand(idMap, target, packing, left), source, {
    signal: task.signal,
    onBytes: bytes => task.progress(bytes, size, 'bytes', 'unpacking'),
    ...(rateMBps === undefined ? {} : { bytesPerSecond: rateMBps * 2 ** 20 }),
  })
  checkUnpacked(task, what, unpacked, ignoreErrors)
}
