import type { IncomingMessage, request } from 'node:http'
import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'
import { NotRunning, type Connection, type StreamEvent } from './connection.ts'

interface Wire {
  readonly data?: unknown
  readonly errors?: Record<string, string>
  readonly message?: string
}

// Importing node:http also loads what it offers to browsers' code, which costs more than the rest of a call.
const http = process.getBuiltinModule('node:http') as { request: typeof request }

function explain(error: NodeJS.ErrnoException, what: string, socketPath: string): Failure {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
    return new NotRunning(`Quorate does not run for this root (no daemon at ${socketPath}): start it with 'npm start'`)
  if (error.code === 'EACCES') return new Failure(`no access to ${socketPath}: the command line has to run as the user that runs Quorate`)
  return new Failure(`${what} broke off`, { cause: error })
}

function send(socketPath: string, method: string, path: string, body: string | undefined, signal?: AbortSignal) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const headers: Record<string, string | number> =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const outgoing = http.request({ socketPath, method, path, headers, agent: false, ...(signal ? { signal } : {}) }, resolve)
    outgoing.on('error', (error: NodeJS.ErrnoException) => reject(explain(error, `${method} ${path}`, socketPath)))
    outgoing.end(body)
  })
}

async function textOf(stream: AsyncIterable<Buffer>, what: string): Promise<string> {
  const parts: Buffer[] = []
  try {
    for await (const part of stream) parts.push(part)
  } catch (error) {
    throw new Failure(`${what} broke off`, { cause: error })
  }
  return Buffer.concat(parts).toString('utf8')
}

/** Talks to the daemon on its socket for root. */
export function connectSocket(socketPath: string, node: string): Connection {
  return {
    node,
    async call(method: HttpMethod, path, parameters) {
      const inQuery = method === 'GET' || method === 'DELETE'
      const query = inQuery ? queryOf(parameters) : ''
      const response = await send(socketPath, method, `/api2/json${path}${query}`, inQuery ? undefined : JSON.stringify(parameters))
      const text = await textOf(response, `${method} ${path}`)
      const status = response.statusCode ?? 500
      const isJson = response.headers['content-type']?.startsWith('application/json') ?? false
      if (status === 200 && !isJson) return { data: text, beside: {} }
      const { data, errors, message, ...beside } = (isJson && text ? JSON.parse(text) : {}) as Wire
      if (status !== 200)
        throw new Failure((message ?? response.statusMessage ?? `status ${status}`).trim(), { status, ...(errors ? { errors } : {}) })
      return { data, beside }
    },
    async *events(types, signal) {
      try {
        yield* readEvents(await send(socketPath, 'GET', `/api2/json/cluster/events?types=${types.join(',')}`, undefined, signal))
      } catch (error) {
        if (!signal.aborted) throw error instanceof Failure ? error : new Failure('the event stream broke off', { cause: error })
      }
    },
    async open(path, parameters) {
      const { openChannel } = await import('./open-channel.ts')
      return await openChannel(socketPath, `/api2/json${path}${queryOf(parameters)}`)
    },
  }
}

async function* readEvents(response: IncomingMessage): AsyncGenerator<StreamEvent> {
  if (response.statusCode !== 200) throw new Failure(`the event stream is not available (status ${response.statusCode})`)
  let rest = ''
  for await (const chunk of response.setEncoding('utf8') as AsyncIterable<string>) {
    const frames = (rest + chunk).split('\n\n')
    rest = frames.pop() ?? ''
    for (const frame of frames) {
      const field = (name: string) =>
        frame
          .split('\n')
          .find(line => line.startsWith(`${name}: `))
          ?.slice(name.length + 2)
      const data = field('data')
      if (data !== undefined) yield { type: field('event') ?? '', data: JSON.parse(data) as unknown }
    }
  }
}

function queryOf(parameters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}
