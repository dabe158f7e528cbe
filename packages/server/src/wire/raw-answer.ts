import { jsonType, type AnswerText } from './answer-text.ts'

/** A whole HTTP answer as bytes, for a connection that no HTTP server looks after any more. */
export function rawAnswer({ status, reason, body }: AnswerText): Buffer {
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `content-type: ${jsonType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    'connection: close',
  ]
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}
