import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { joinStreams } from '../join-streams.ts'
import { failureAnswer } from '../wire/answer-text.ts'
import { asFailure } from '../wire/as-failure.ts'
import { rawAnswer } from '../wire/raw-answer.ts'
import type { HttpOptions } from './options.ts'

/** Answers a CONNECT: opens where it leads, if it leads anywhere, and joins the two; an HTTP error otherwise. */
export async function openTunnel(
  tunnel: NonNullable<HttpOptions['tunnel']>,
  request: IncomingMessage,
  client: Duplex,
  head: Buffer,
): Promise<void> {
  client.on('error', () => client.destroy())
  try {
    const target = await tunnel(request.url ?? '')
    client.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) client.unshift(head)
    joinStreams(client, target)
  } catch (error) {
    client.end(rawAnswer(failureAnswer('json', asFailure(error))))
  }
}
