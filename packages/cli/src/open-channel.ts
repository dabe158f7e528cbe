import { Failure } from '@quorate/schema/failure'
import { WebSocket } from 'ws'
import type { Channel } from './connection.ts'

/** More wait where they come from until these are read. */
const messagesAhead = 32

/** Opens a WebSocket of the daemon on its unix socket. */
export async function openChannel(socketPath: string, path: string): Promise<Channel> {
  const socket = new WebSocket(`ws+unix://${socketPath}:${path}`, ['binary'])
  const received = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        socket.on('message', (data: Buffer) => {
          controller.enqueue(data)
          if ((controller.desiredSize ?? 0) <= 0) socket.pause()
        })
        socket.on('close', () => controller.close())
      },
      pull: () => socket.resume(),
    },
    { highWaterMark: messagesAhead },
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', error => reject(new Failure('the console cannot be opened', { cause: error })))
  })
  socket.on('error', () => socket.terminate())
  return {
    send: bytes => new Promise(resolve => socket.send(bytes, () => resolve())),
    received,
    close: () => socket.close(),
  }
}
