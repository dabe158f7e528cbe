import { request, type IncomingMessage } from 'node:http'
import { Failure } from '@quorate/schema'
import type { HttpMethod } from '@quorate/contract'

export interface Answer {
  readonly data: unknown
  /** Members beside `data`, such as `total`. */
  readonly beside: Readonly<Record<string, unknown>>
}

/** How the command line reaches the product: the running daemon, or the files when it is down. */
export interface Connection {
  readonly node: string
  call(method: HttpMethod, path: string, parameters: Readonly<Record<string, unknown>>): Promise<Answer>
  /** Lines of the event stream, parsed; ends when `signal` aborts. */
  events(types: readonly string[], signal: AbortSignal): AsyncIterable<{ readonly type: string; readonly data: unknown }>
}

interface Wire {
  readonly data?: unknown
  readonly errors?: Record<string, string>
  readonly message?: string
}

/** The daemon does not listen: the caller may fall back to reading files. */
export class NotRunning extends Failure {}

function send(socketPath: string, method: string, path: string, body: string | undefined, signal?: AbortSignal) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const headers: Record<string, string | number> =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ socketPath, method, path, headers, agent: false, ...(signal ? { signal } : {}) }, resolve)
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const down = error.code === 'ENOENT' || error.code === 'ECONNREFUSED'
      const denied = error.code === 'EACCES'
      if (down) reject(new NotRunning(`Quorate does not run for this root (no daemon at ${socketPath}): start it with 'npm start'`))
      else if (denied) reject(new Failure(`no access to ${socketPath}: the command line has to run as the user that runs Quorate`))
      else reject(new Failure(`${method} ${path} broke off`, { cause: error }))
    })
    outgoing.end(body)
  })
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Talks to the daemon on its socket for root. */
export function connectSocket(socketPath: string, node: string): Connection {
  return {
    node,
    async call(method, path, parameters) {
      const inQuery = method === 'GET' || method === 'DELETE'
      const query = inQuery ? queryOf(parameters) : ''
      const response = await send(socketPath, method, `/api2/json${path}${query}`, inQuery ? undefined : JSON.stringify(parameters))
      const text = await textOf(response)
      const status = response.statusCode ?? 500
      const { data, errors, message, ...beside } = (text.startsWith('{') ? JSON.parse(text) : {}) as Wire
      if (status !== 200)
        throw new Failure((message ?? response.statusMessage ?? `status ${status}`).trim(), { status, ...(errors ? { errors } : {}) })
      return { data, beside }
    },
    async *events(types, signal) {
      try {
        yield* readEvents(await send(socketPath, 'GET', `/api2/json/cluster/events?types=${types.join(',')}`, undefined, signal))
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}

async function* readEvents(response: IncomingMessage): AsyncGenerator<{ readonly type: string; readonly data: unknown }> {
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
