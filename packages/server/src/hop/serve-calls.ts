import type { Duplex } from 'node:stream'
import { answerCall, type WholeRequest } from '../daemon/answer-call.ts'
import type { ContextOf } from '../daemon/listener-context.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { apiTarget } from '../wire/api-path.ts'
import { asFailure } from '../wire/as-failure.ts'
import { encodeAnswer, type EncodedAnswer } from '../wire/write-answer.ts'
import { CorkedWriter } from './corked-writer.ts'
import { encodeFrame, FrameReader, type Frame } from './frame.ts'
import { callsProtocol, type AnswerHead, type CallHead } from './messages.ts'

/** The daemon's end: answers the proxy's calls, many at a time, each when it is done. The answer asks the proxy to leave. */
export function serveCalls(contextOf: ContextOf, socket: Duplex, first: Buffer, notice: (text: string) => void): () => void {
  const reader = new FrameReader()
  const writer = new CorkedWriter(socket)
  const running = new Map<number, AbortController>()

  async function answerWithin(request: WholeRequest, signal: AbortSignal): Promise<EncodedAnswer | 'stream'> {
    let context
    try {
      context = contextOf(request, socket)
    } catch (error) {
      return await encodeAnswer(failureAnswer(apiTarget(request.url)?.format ?? 'json', asFailure(error)), undefined)
    }
    return await answerCall(context, request, signal)
  }

  async function answer({ id, head, body }: Frame): Promise<void> {
    const call = head as CallHead
    if ('gone' in call) return running.get(id)?.abort()
    const gone = new AbortController()
    running.set(id, gone)
    try {
      const answered = await answerWithin({ ...call, body }, gone.signal)
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
          notice(`a call could not be answered: ${String(error)}`)
          socket.destroy()
        })
      }
    } catch (error) {
      notice(String(error))
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
