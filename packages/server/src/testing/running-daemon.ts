import { mkdtemp, rm } from 'node:fs/promises'
import { request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunnerChannel } from '../channels.ts'
import { createDispatcher } from '../dispatch.ts'
import type { Dispatcher, DispatcherOptions } from '../dispatcher.ts'
import { serveHttp } from '../daemon/serve-http.ts'
import type { HttpOptions } from '../daemon/options.ts'
import { sampleAuthenticator, sampleAuthorizer, sampleImplementations, sampleSpecs } from './sample-api.ts'

export const runnerThatEchoes: RunnerChannel = {
  submit: (key, parameters) => Promise.resolve({ key, parameters }),
}

export function sampleDispatcher(changes: Partial<DispatcherOptions> = {}): Dispatcher {
  return createDispatcher({
    specs: sampleSpecs,
    implementations: sampleImplementations(),
    node: 'pve',
    authorizer: sampleAuthorizer(),
    runner: runnerThatEchoes,
    onBug: () => undefined,
    ...changes,
  })
}

export interface TestAnswer {
  readonly status: number
  readonly reason: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
  // oxlint-disable-next-line typescript/no-explicit-any
  json(): any
}

export interface TestRequest {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string | Buffer
}

export async function readAnswer(response: IncomingMessage): Promise<TestAnswer> {
  const parts: Buffer[] = []
  for await (const part of response as AsyncIterable<Buffer>) parts.push(part)
  const body = Buffer.concat(parts)
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: response.headers,
    body,
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  }
}

/** One request on a connection of its own over a unix socket. */
export function askSocket(socketPath: string, path: string, { method = 'GET', headers = {}, body }: TestRequest = {}): Promise<TestAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path, method, headers, agent: false }, response => resolve(readAnswer(response)))
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

export interface RunningDaemon extends AsyncDisposable {
  readonly folder: string
  readonly trusted: string
  readonly public: string
  readonly notices: string[]
  readonly spool: string
}

/** The sample API on real sockets in a folder of its own. */
export async function startDaemon(changes: Partial<HttpOptions> = {}, folder?: string): Promise<RunningDaemon> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'quorate-server-')))
  const notices: string[] = []
  const running = {
    folder: place,
    trusted: join(place, 'root.sock'),
    public: join(place, 'public.sock'),
    spool: join(place, 'spool'),
    notices,
  }
  const server = await serveHttp({
    dispatcher: sampleDispatcher(),
    authenticator: sampleAuthenticator,
    trusted: { path: running.trusted, mode: 0o600 },
    public: { path: running.public, mode: 0o660 },
    spool: running.spool,
    version: 'test',
    notice: text => notices.push(text),
    ...changes,
  })
  return {
    ...running,
    async [Symbol.asyncDispose]() {
      await server.close(200)
      if (folder === undefined) await rm(place, { recursive: true, force: true })
    },
  }
}
