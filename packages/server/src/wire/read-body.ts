import type { IncomingMessage } from 'node:http'
import { Failure } from '@quorate/schema/failure'

/** Reads a whole body into memory. Throws a Failure: 413 above the limit, 408 when it takes too long, 400 when it breaks off. */
export function readBody(request: IncomingMessage, limit: number, timeoutMs: number): Promise<Buffer> {
  const tooLarge = () => new Failure(`the request body is larger than ${limit} bytes`, { status: 413 })
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    const timer = setTimeout(
      () => end(new Failure(`the request body did not come within ${timeoutMs / 1000} s`, { status: 408 })),
      timeoutMs,
    )
    const onData = (part: Buffer) => {
      size += part.length
      if (size > limit) end(tooLarge())
      else parts.push(part)
    }
    const onEnd = () => end()
    const onBroken = () => end(new Failure('the request body broke off', { status: 400 }))
    function end(failure?: Failure) {
      clearTimeout(timer)
      request.off('data', onData).off('end', onEnd).off('close', onBroken).off('error', onBroken)
      if (failure) {
        request.pause()
        reject(failure)
      } else resolve(Buffer.concat(parts, size))
    }
    request.on('data', onData).on('end', onEnd).on('close', onBroken).on('error', onBroken)
  })
}

/** Has the message a body at all? */
export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] !== undefined && headers['content-length'] !== '0')
}
