import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '@quorate/schema'

export interface SocketOptions {
  /** For messages. */
  readonly vmid: number
  readonly what: string
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** QEMU lets few wait; another moment may be better. */
const retryMs = 20

/** Connects to a unix socket of a guest. Fails with `VM 100 not running` when nobody listens, with `... got timeout` when time is over. */
export async function connectSocket(path: string, options: SocketOptions): Promise<Socket> {
  const { vmid, what, timeoutMs } = options
  const over = AbortSignal.timeout(timeoutMs)
  const signal = options.signal ? AbortSignal.any([over, options.signal]) : over
  for (;;) {
    try {
      return await attempt(path, signal)
    } catch (error) {
      options.signal?.throwIfAborted()
      if (over.aborted) throw new Failure(`VM ${vmid} ${what} connection failed - got timeout`)
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' || code === 'ECONNREFUSED') throw new Failure(`VM ${vmid} not running`, { cause: error })
      if (code !== 'EAGAIN') throw new Failure(`VM ${vmid} ${what} connection failed`, { cause: error })
    }
    await delay(retryMs, undefined, { signal }).catch(() => undefined)
  }
}

function attempt(path: string, signal: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ path })
  const abort = () => {
    socket.destroy()
    reject(signal.reason as Error)
  }
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  socket.once('connect', () => {
    signal.removeEventListener('abort', abort)
    resolve(socket)
  })
  socket.once('error', error => {
    signal.removeEventListener('abort', abort)
    reject(error)
  })
  return promise
}
