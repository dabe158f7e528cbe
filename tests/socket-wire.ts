/** A WebSocket to the product, read as a stream of bytes. */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type WebSocketClass from 'ws'
import { checkout, type Product } from './product.ts'
import type { Wire } from './rfb.ts'

const require = createRequire(join(checkout, 'packages/server/package.json'))
const { WebSocket } = require('ws') as { WebSocket: typeof WebSocketClass }

export interface SocketWire extends Wire {
  /** Everything until the pattern matches; fails after the time. */
  readUntil(pattern: RegExp, timeoutMs: number): Promise<string>
  close(): void
}

/** Opens the console that `vncproxy` or `termproxy` announced, as the user of the session unless other credentials are given. */
export async function openConsole(
  product: Product,
  path: string,
  port: number | string,
  ticket: string,
  headers: Readonly<Record<string, string>> = { cookie: product.cookie },
): Promise<SocketWire> {
  const url = `${product.url.replace(/^https/, 'wss')}/api2/json${path}/vncwebsocket?port=${port}&vncticket=${encodeURIComponent(ticket)}`
  const socket = new WebSocket(url, ['binary'], { rejectUnauthorized: false, headers })
  let received = Buffer.alloc(0)
  let failure: Error | undefined
  let wake = Promise.withResolvers<void>()
  const news = () => {
    wake.resolve()
    wake = Promise.withResolvers()
  }
  socket.on('message', (data: Buffer) => {
    received = Buffer.concat([received, data])
    news()
  })
  socket.on('close', code => {
    failure ??= new Error(`the console closed (${code})`)
    news()
  })
  socket.on('error', error => {
    failure = error
    news()
  })
  socket.on('open', news)
  while (socket.readyState !== WebSocket.OPEN) {
    if (failure) throw failure
    await wake.promise
  }
  return {
    write: bytes => socket.send(bytes),
    async read(count) {
      while (received.length < count) {
        if (failure) throw failure
        await wake.promise
      }
      const bytes = received.subarray(0, count)
      received = received.subarray(count)
      return bytes
    },
    async readUntil(pattern, timeoutMs) {
      let late: Error | undefined
      const timeout = setTimeout(() => {
        late = new Error(`no ${pattern} within ${timeoutMs} ms`)
        news()
      }, timeoutMs)
      try {
        for (;;) {
          const text = received.toString('latin1')
          const match = pattern.exec(text)
          if (match) {
            received = received.subarray(match.index + match[0].length)
            return text.slice(0, match.index + match[0].length)
          }
          const cause = failure ?? late
          if (cause) throw new Error(`${cause.message} in ${JSON.stringify(text.slice(-400))}`, { cause })
          await wake.promise
        }
      } finally {
        clearTimeout(timeout)
      }
    },
    close: () => socket.terminate(),
  }
}
