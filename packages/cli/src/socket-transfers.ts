import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@quorate/schema/failure'
import type { Answer, Upload } from './connection.ts'
import { answerOf, explain, http, send } from './socket-request.ts'

/** A body that breaks off is a failure: its end says that all of it is there. */
async function* whole(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    yield* response as AsyncIterable<Buffer>
  } catch (error) {
    throw new Failure('the file broke off', { cause: error })
  }
}

export async function download(socketPath: string, path: string): Promise<AsyncIterable<Uint8Array>> {
  const response = await send(socketPath, 'GET', path, undefined)
  if (response.statusCode === 200) return whole(response)
  await answerOf(response, `GET ${path}`)
  throw new Failure(`GET ${path} answered no file`)
}

function* fieldParts(boundary: string, parameters: Readonly<Record<string, unknown>>): Generator<string> {
  for (const [name, value] of Object.entries(parameters))
    yield `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${String(value)}\r\n`
}

/** As a form with a file, which is read while it is sent. */
export async function upload(
  socketPath: string,
  path: string,
  parameters: Readonly<Record<string, unknown>>,
  { parameter, name, size, content }: Upload,
): Promise<Answer> {
  const boundary = `quorate-${randomUUID()}`
  const opening = `--${boundary}\r\nContent-Disposition: form-data; name="${parameter}"; filename="${name.replaceAll(/["\\\r\n]/g, '_')}"\r\n\r\n`
  const head = Buffer.from([...fieldParts(boundary, parameters)].join('') + opening)
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`)
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const outgoing = http.request(
    {
      socketPath,
      method: 'POST',
      path,
      agent: false,
      headers: {
        'content-type': `multipart/form-data; boundary=${boundary}`,
        ...(size !== undefined && { 'content-length': head.length + size + tail.length }),
      },
    },
    resolve,
  )
  outgoing.on('error', (error: NodeJS.ErrnoException) => reject(explain(error, `POST ${path}`, socketPath)))
  async function* body() {
    yield head
    yield* content
    yield tail
  }
  const sent = pipeline(Readable.from(body(), { objectMode: false }), outgoing)
  // A refusal may come while the file is still on its way.
  sent.catch((error: Error) => reject(explain(error, `POST ${path}`, socketPath)))
  return await answerOf(await promise, `POST ${path}`)
}
