import type { IncomingMessage, request } from 'node:http'
import { Failure } from '@quorate/schema/failure'
import { NotRunning, type Answer } from './connection.ts'

interface Wire {
  readonly data?: unknown
  readonly errors?: Record<string, string>
  readonly message?: string
}

// Importing node:http also loads what it offers to browsers' code, which costs more than the rest of a call.
export const http = process.getBuiltinModule('node:http') as { request: typeof request }

export function explain(error: NodeJS.ErrnoException, what: string, socketPath: string): Failure {
  if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
    return new NotRunning(`Quorate does not run for this root (no daemon at ${socketPath}): start it with 'npm start'`)
  if (error.code === 'EACCES') return new Failure(`no access to ${socketPath}: the command line has to run as the user that runs Quorate`)
  return new Failure(`${what} broke off`, { cause: error })
}

/** Sends a request whose body is there. */
export function send(socketPath: string, method: string, path: string, body: string | undefined, signal?: AbortSignal) {
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

/** An answer as data. Fails with what the daemon said. */
export async function answerOf(response: IncomingMessage, what: string): Promise<Answer> {
  const text = await textOf(response, what)
  const status = response.statusCode ?? 500
  const isJson = response.headers['content-type']?.startsWith('application/json') ?? false
  if (status === 200 && !isJson) return { data: text, beside: {} }
  const { data, errors, message, ...beside } = (isJson && text ? JSON.parse(text) : {}) as Wire
  if (status !== 200)
    throw new Failure((message ?? response.statusMessage ?? `status ${status}`).trim(), { status, ...(errors ? { errors } : {}) })
  return { data, beside }
}

export function queryOf(parameters: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one))
  }
  const text = query.toString()
  return text ? `?${text}` : ''
}
