import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { jsonType, type AnswerText } from './answer-text.ts'

const compress = promisify(gzip)
const worthCompressing = 1024

const acceptsGzip = (accepted: string | undefined) =>
  accepted !== undefined && /(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(accepted)

/** Sends a JSON answer, compressed where the client asked for it and it is worth it. */
export async function writeAnswer(response: ServerResponse, answer: AnswerText, acceptEncoding: string | undefined): Promise<void> {
  const body = Buffer.from(answer.body)
  if (body.length <= worthCompressing || !acceptsGzip(acceptEncoding)) return send(response, answer, body, [])
  const small = await compress(body, { level: 4 })
  send(response, answer, small, ['content-encoding', 'gzip', 'vary', 'accept-encoding'])
}

/** The proxy's HTTP client reads the status line as UTF-8: a reason that is more than ASCII also comes in a header. */
export const reasonHeader = 'x-reason'

function send(response: ServerResponse, { status, reason }: AnswerText, body: Buffer, more: readonly string[]): void {
  if (response.destroyed) return
  const headers = ['content-type', jsonType, 'content-length', String(body.length), 'cache-control', 'no-store', ...more]
  if (/[^\x20-\x7e]/.test(reason)) headers.push(reasonHeader, encodeURIComponent(reason))
  response.writeHead(status, reason, headers)
  response.end(body)
}
