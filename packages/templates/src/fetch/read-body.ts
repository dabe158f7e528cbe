import type { IncomingMessage } from 'node:http'
import { describeBytes, Failure } from '@quorate/schema'

/** The body of an answer; fails when it is longer than `most` bytes. `shown`: its address, for messages. */
export async function readBody(response: IncomingMessage, shown: string, most: number, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length
      if (size > most) throw new Failure(`'${shown}': refused, it is longer than ${describeBytes(most)}`)
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(signal.aborted ? `request of '${shown}': aborted` : `download of '${shown}' broke off`, { cause: error })
  } finally {
    response.destroy()
  }
  return Buffer.concat(parts)
}
