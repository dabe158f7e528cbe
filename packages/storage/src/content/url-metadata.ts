import type { IncomingMessage } from 'node:http'
import { httpGet, type HttpRequest } from './http-get.ts'

export interface UrlMetadata {
  readonly filename?: string
  /** bytes */
  readonly size?: number
  readonly mimetype?: string
}

function nameFromHeader(disposition: string): string | undefined {
  const extended = /filename\*\s*=\s*UTF-8''([^;\s]+)/i.exec(disposition)?.[1]
  if (extended !== undefined && /^(?:[^%]|%[0-9a-f]{2})*$/i.test(extended))
    return Buffer.from(
      extended.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString()
  return /filename\s*=\s*"([^"]*)"/i.exec(disposition)?.[1] ?? /filename\s*=\s*([^;\s]+)/i.exec(disposition)?.[1]
}

/** What the headers of an answer say about the file. Pure. */
export function readUrlMetadata(headers: IncomingMessage['headers'], url: URL): UrlMetadata {
  const last = url.pathname.split('/').at(-1) ?? ''
  const filename = nameFromHeader(headers['content-disposition'] ?? '') ?? last
  const size = headers['content-length']
  const mimetype = headers['content-type']?.split(';')[0]?.trim()
  return {
    ...(filename !== '' && { filename: filename.replace(/^.*[/\\]/s, '') }),
    ...(size !== undefined && /^\d{1,15}$/.test(size) && { size: Number(size) }),
    ...(mimetype !== undefined && mimetype !== '' && { mimetype }),
  }
}

/** Asks for the headers; servers that refuse HEAD are asked for the file, which is then not read. */
export async function urlMetadata(request: Omit<HttpRequest, 'method'>): Promise<UrlMetadata> {
  const answer = await httpGet({ ...request, method: 'HEAD', idleMs: 10_000 }).catch(() =>
    httpGet({ ...request, method: 'GET', idleMs: 10_000 }),
  )
  answer.response.destroy()
  return readUrlMetadata(answer.response.headers, answer.url)
}
