import { connect, type Socket } from 'node:net'
import { Failure } from '@quorate/schema'

/** Connects to a unix socket of a guest. Fails with `VM 100 not running` when nobody listens, with `... got timeout` when time is over. */
export function connectSocket(
  path: string,
  options: { vmid: number; what: string; timeoutMs: number; signal?: AbortSignal },
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const socket = connect({ path })
  const timer = setTimeout(() => {
    socket.destroy()
    reject(new Failure(`VM ${options.vmid} ${options.what} connection failed - got timeout`))
  }, options.timeoutMs)
  const abort = () => {
    clearTimeout(timer)
    socket.destroy()
    reject(options.signal?.reason)
  }
  options.signal?.addEventListener('abort', abort, { once: true })
  const settled = () => {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', abort)
  }
  socket.once('connect', () => {
    settled()
    resolve(socket)
  })
  socket.once('error', (error: NodeJS.ErrnoException) => {
    settled()
    const gone = error.code === 'ENOENT' || error.code === 'ECONNREFUSED'
    reject(
      gone
        ? new Failure(`VM ${options.vmid} not running`, { cause: error })
        : new Failure(`VM ${options.vmid} ${options.what} connection failed`, { cause: error }),
    )
  })
  return promise
}
