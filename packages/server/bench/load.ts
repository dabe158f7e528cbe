import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'

export interface LoadOptions {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** Whole request head, ending in an empty line. */
  readonly request: string
  readonly tls: ConnectionOptions
}

/** Length of the first answer in a buffer, or undefined while it is incomplete. */
function answerLength(text: Buffer): number | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = text.toString('latin1', 0, end)
  if (!head.startsWith('HTTP/1.1 200')) throw new Error(`unexpected answer: ${head}`)
  const length = /content-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error('the answer has no length')
  return end + 4 + Number(length)
}

export function openTls(options: LoadOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: options.port, ...options.tls }, () => resolve(socket))
    socket.on('error', reject)
  })
}

/**
 * Keeps every connection busy with one request at a time and answers requests per second. Far cheaper per request than a
 * real HTTP client, so that on two cores the server is what is measured.
 */
export async function load(options: LoadOptions): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: options.connections }, () => openTls(options)))
  const request = Buffer.from(options.request, 'latin1')
  let done = 0
  let stopped = false
  for (const socket of sockets) {
    let rest: Buffer = Buffer.alloc(0)
    socket.setNoDelay(true)
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      const length = answerLength(rest)
      if (length === undefined || rest.length < length) return
      rest = rest.subarray(length)
      done += 1
      if (!stopped) socket.write(request)
    })
    socket.write(request)
  }
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))
  await pause(1000)
  const [startCount, startTime] = [done, performance.now()]
  await pause(options.seconds * 1000)
  const rate = ((done - startCount) * 1000) / (performance.now() - startTime)
  stopped = true
  for (const socket of sockets) socket.destroy()
  return rate
}
