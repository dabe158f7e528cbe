import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { canDirectIo } from '../capabilities/direct-io.ts'

/** A sender that finds its connection broken hears of it before the reason is known here. */
const graceMs = 1000

export interface StreamReceiver extends AsyncDisposable {
  /** Resolves when the sender has closed its connection and all that it sent is on the disk. */
  readonly done: Promise<void>
  /** Why writing failed; undefined: it did not. */
  broken(): Promise<Error | undefined>
}

/**
 * Takes one connection at a unix socket and writes what comes to the beginning of a raw volume. A program does that, so
 * that gigabytes do not pass through this process; it ends with it. Disposing it before the end gives up.
 */
export async function receiveStream(host: Host, socket: string, path: string): Promise<StreamReceiver> {
  await host.files.remove(socket)
  const { promise: done, resolve, reject } = Promise.withResolvers<void>()
  done.catch(() => undefined)
  const giveUp = new AbortController()
  // Past the page cache: half a machine's memory would drive out what others need, and be written at the end all at once.
  const direct = (await canDirectIo(path)) ? ['oflag=direct'] : []
  const write = ['bs=1M', 'iflag=fullblock', ...direct, 'conv=notrunc,fsync', 'status=none', `of=${path}`]
  const server = createServer({ pauseOnConnect: true }, connection => {
    server.close()
    host.exec('dd', write, { stdin: connection, signal: giveUp.signal }).then(
      () => resolve(),
      error => reject(new Failure(`cannot write to ${path}`, { cause: error })),
    )
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(socket, listening)
  })
  return {
    done,
    broken: () =>
      Promise.race([
        done.then(
          () => undefined,
          (error: Error) => error,
        ),
        delay(graceMs, undefined),
      ]),
    async [Symbol.asyncDispose]() {
      giveUp.abort()
      if (server.listening) reject(new Failure('nothing was sent'))
      server.close()
      await done.catch(() => undefined)
      await host.files.remove(socket)
    },
  }
}
