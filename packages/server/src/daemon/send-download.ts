import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Download } from '@quorate/contract'

/** `attachment` with a name that every client can read: an ASCII one, and the true one escaped. */
function disposition(filename: string): string {
  const plain = filename.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const escaped = encodeURIComponent(filename.toWellFormed()).replaceAll(
    /['()*]/g,
    char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${escaped}`
}

/** Streams a download. A source that fails midway cuts the connection, so that the client sees an incomplete body. */
export async function sendDownload(response: ServerResponse, { stream, contentType, filename, length }: Download): Promise<void> {
  response.writeHead(200, {
    'content-type': contentType ?? 'application/octet-stream',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(length !== undefined && { 'content-length': length }),
    ...(filename !== undefined && { 'content-disposition': disposition(filename) }),
  })
  await pipeline(Readable.from(stream, { objectMode: false }), response)
}
