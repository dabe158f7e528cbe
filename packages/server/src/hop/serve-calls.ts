import type { Duplex } from 'node:stream'
import { answerCall } from '../daemon/answer-call.ts'
import type { ListenerContext } from '../daemon/listener-context.ts'
import { CorkedWriter } from './corked-writer.ts'
import { encodeFrame, FrameReader, type Frame } from './frame.ts'
import { callsProtocol, type AnswerHead, type CallHead } from './messages.ts'

/** The daemon's end: answers the proxy's calls, many at a time, each when it is done. The answer asks the proxy to leave. */
export function serveCalls(context: ListenerContext, socket: Duplex, first: Buffer): () => void {
  const reader = new FrameReader()
  const writer = new CorkedWriter(socket)
  const running = new Map<number, AbortController>()

  async function answer({ id, head, body }: Frame): Promise<void> {
    const call = head as CallHead
    if ('gone' in call) return running.get(id)?.abort()
    const gone = new AbortController()
    running.set(id, gone)
    try {
      const answered = await answerCall(context, { ...call, body }, gone.signal)
      if (answered === 'stream') return writer.write(encodeFrame(id, { stream: true } satisfies AnswerHead))
      const { body: answerBody, ...answerHead } = answered
      writer.write(encodeFrame(id, answerHead satisfies AnswerHead, answerBody), running.size === 1)
    } finally {
      running.delete(id)
    }
  }

  const onData = (chunk: Buffer) => {
    try {
      for (const frame of reader.push(chunk)) {
        answer(frame).catch((error: unknown) => {
          context.notice(`a call could not be answered: ${String(error)}`)
          socket.destroy()
        })
      }
    } catch (error) {
      context.notice(String(error))
      socket.destroy()
    }
  }
  socket.on('data', onData)
  socket.on('error', () => socket.destroy())
  socket.on('end', () => socket.end())
  // A killed proxy takes its clients along.
  socket.on('close', () => {
    for (const gone of running.values()) gone.abort()
  })
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: ${callsProtocol}\r\n\r\n`)
  if (first.length > 0) onData(first)
  return () => writer.write(encodeFrame(0, { closing: true } satisfies AnswerHead))
}
