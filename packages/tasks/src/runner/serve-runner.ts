import { chmodSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import type { Attached, Call, Caller, EndpointSpec, Implementation } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { noteTask } from '../engine/note-task.ts'
import type { TaskEngine } from '../engine/task-engine.ts'
import { encodeFrame, FrameReader } from './frame.ts'
import type { RunnerAnswer, RunnerRequest } from './message.ts'
import { answerOf, wireFailure } from './message.ts'
import { submit } from './submit.ts'

export interface RunnerOptions {
  /** Path of the unix socket; only root may connect. */
  readonly socket: string
  readonly engine: TaskEngine
  readonly implementations: readonly Implementation[]
  makeCall(caller: Caller, spec: EndpointSpec, signal: AbortSignal, attached?: Attached): Call
  /** Hears of bugs, with their stack. */
  readonly notice?: (text: string) => void
}

type Question = Exclude<RunnerRequest, { kind: 'gone' }>

async function answer(
  options: RunnerOptions,
  byKey: ReadonlyMap<string, Implementation>,
  request: Question,
  signal: AbortSignal,
): Promise<RunnerAnswer> {
  try {
    if (request.kind === 'stop') return answerOf(request.id, options.engine.stop(request.upid, request.authid))
    if (request.kind === 'note') return answerOf(request.id, noteTask(options.engine, request.note))
    const implementation = byKey.get(request.key)
    if (!implementation) throw new Failure(`Method '${request.key}' not implemented`, { status: 501 })
    const call = options.makeCall(request.caller, implementation.spec, signal, request.attached)
    return answerOf(request.id, await submit(options.engine, implementation, call, request.parameters as Record<string, unknown>))
  } catch (error) {
    if (!(error instanceof Failure) && !signal.aborted)
      (options.notice ?? console.error)(`${'key' in request ? request.key : request.kind}: ${(error as Error).stack ?? error}`)
    return { id: request.id, failure: wireFailure(error) }
  }
}

function serve(socket: Socket, onRequest: (request: Question, signal: AbortSignal) => Promise<RunnerAnswer>): void {
  const reader = new FrameReader()
  const open = new Map<number, AbortController>()
  // The other side may be killed at any time; its tasks go on.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const gone of open.values()) gone.abort()
  })
  socket.on('data', chunk => {
    let requests: RunnerRequest[]
    try {
      requests = reader.push(chunk) as RunnerRequest[]
    } catch {
      socket.destroy()
      return
    }
    for (const request of requests) {
      if (request.kind === 'gone') {
        open.get(request.id)?.abort()
        continue
      }
      const gone = new AbortController()
      open.set(request.id, gone)
      socket.write(encodeFrame({ id: request.id, accepted: true } satisfies RunnerAnswer))
      void onRequest(request, gone.signal).then(reply => {
        open.delete(request.id)
        if (socket.writable) socket.write(encodeFrame(reply))
      })
    }
  })
}

/** A socket file that nobody listens on is what a killed runner leaves. */
async function removeStale(path: string): Promise<void> {
  const inUse = await new Promise<boolean>(resolve => {
    const probe = createConnection(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
  if (inUse) throw new Failure(`cannot listen on ${path}: another task runner does`)
  rmSync(path, { force: true })
}

/** Answers on the runner's socket until disposed. The engine must have recovered before. */
export async function serveRunner(options: RunnerOptions): Promise<AsyncDisposable> {
  const byKey = new Map(options.implementations.map(one => [`${one.spec.method} ${one.spec.path}`, one]))
  const sockets = new Set<Socket>()
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, (request, signal) => answer(options, byKey, request, signal))
  })
  await removeStale(options.socket)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Never reachable for others, not even between its creation and the change of its mode.
    const umask = process.umask(0o177)
    try {
      server.listen(options.socket, resolve)
    } finally {
      process.umask(umask)
    }
  })
  chmodSync(options.socket, 0o600)
  return {
    async [Symbol.asyncDispose]() {
      const closed = new Promise(resolve => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
