import type { ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { accepts } from './accepts.ts'
import { jsonType, viewerType, type AnswerText } from './answer-text.ts'

const compress = promisify(gzip)
const worthCompressing = 1024
const oneWrite = 16_384

/** An answer ready to be sent. */
export interface EncodedAnswer {
  readonly status: number
  readonly reason: string
  readonly gzip: boolean
  readonly body: Buffer
  readonly viewer?: true
  /** Value of the header Set-Cookie. */
  readonly cookie?: string
}

/** Compresses where the client asked for it and it is worth it. */
export async function encodeAnswer({ body: text, ...rest }: AnswerText, acceptEncoding: string | undefined): Promise<EncodedAnswer> {
  const body = Buffer.from(text)
  if (body.length <= worthCompressing || !accepts(acceptEncoding, 'gzip')) return { ...rest, gzip: false, body }
  return { ...rest, gzip: true, body: await compress(body, { level: 4 }) }
}

/** Sends an encoded answer. A client that went away meanwhile gets none. */
export function sendAnswer(response: ServerResponse, { status, reason, gzip: zipped, body, viewer, cookie }: EncodedAnswer): void {
  if (response.destroyed) return
  const headers = ['content-type', viewer ? viewerType : jsonType, 'content-length', String(body.length), 'cache-control', 'no-store']
  if (cookie !== undefined) headers.push('set-cookie', cookie)
  if (zipped) headers.push('content-encoding', 'gzip', 'vary', 'accept-encoding')
  response.writeHead(status, reason, headers)
  // As a Latin-1 text, which keeps every byte, a small body joins its head in one write.
  if (body.length <= oneWrite) response.end(body.toString('latin1'), 'latin1')
  else response.end(body)
}

/** Sends a JSON answer. */
export async function writeAnswer(response: ServerResponse, answer: AnswerText, acceptEncoding: string | undefined): Promise<void> {
  sendAnswer(response, await encodeAnswer(answer, acceptEncoding))
}
