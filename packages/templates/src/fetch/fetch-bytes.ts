import { httpGet, readUrl, shownUrl } from '@quorate/storage'
import { readBody } from './read-body.ts'

/** The body of an answer; fails when it is longer than `most` bytes. */
export async function fetchBytes(url: string, most: number, signal: AbortSignal): Promise<Buffer> {
  const { response } = await httpGet({ method: 'GET', url, verifyCertificates: true, signal, idleMs: 30_000 })
  return await readBody(response, shownUrl(readUrl(url)), most, signal)
}
