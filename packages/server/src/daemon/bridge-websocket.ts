import type { ByteStream } from '@quorate/contract'
import type { WebSocket } from 'ws'

const pingMs = 30_000
/** bytes that may wait for a slow client before the console is paused */
const waitingLimit = 1 << 20

function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

/** Joins a WebSocket and a stream both ways until one of them ends. Neither side can outrun the other. */
export function bridgeWebSocket(socket: WebSocket, stream: ByteStream): void {
  let alive = true
  let waiting = 0
  const ping = setInterval(() => {
    // While it is paused its answers are not read either; while it takes what waits for it, it is there.
    if (!alive && !socket.isPaused && socket.bufferedAmount >= waiting) return socket.terminate()
    alive = false
    socket.ping()
    waiting = socket.bufferedAmount
  }, pingMs)
  socket.on('pong', () => (alive = true))

  socket.on('message', data => {
    alive = true
    if (!stream.write(asBytes(data))) socket.pause()
  })
  stream.on('drain', () => socket.resume())

  stream.on('data', chunk => {
    socket.send(chunk, { binary: true }, () => {
      if (socket.bufferedAmount < waitingLimit) stream.resume()
    })
    if (socket.bufferedAmount >= waitingLimit) stream.pause()
  })
  stream.on('end', () => socket.close(1000))
  stream.on('close', () => socket.close(1000))
  stream.on('error', () => socket.close(1011))

  socket.on('close', () => {
    clearInterval(ping)
    stream.destroy()
  })
  socket.on('error', () => socket.terminate())
}
