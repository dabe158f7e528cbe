import { describeBytes, Failure } from '@quorate/schema'
import { httpGet, readUrl, shownUrl } from '@quorate/storage'

/** The body of an answer; fails when it is longer than `most` bytes. */
export async function fetchBytes(url: string, most: number, signal: AbortSignal): Promise<Buffer> {
  const { response } = await httpGet({ method: 'GET', url, verifyCertificates: true, signal, idleMs: 30_000 })
  const shown = shownUrl(readUrl(url))
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
