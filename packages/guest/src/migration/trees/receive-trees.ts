import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TLSSocket } from 'node:tls'
import { pipeline } from 'node:stream/promises'
import type { Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { treeIsFull, treeUnpacker } from '@quorate/storage'
import type { NodeCredentials } from '../other-nodes.ts'
import type { StreamPlace } from '../stream-place.ts'
import { FrameReader, framed } from './frames.ts'
import { runTar } from './run-tar.ts'

export interface TreesToReceive {
  readonly place: StreamPlace
  /** The only node that may connect, and what this one shows it; undefined: without encryption, and whoever knows the names. */
  readonly tls: { readonly peer: string; readonly credentials: NodeCredentials | undefined } | undefined
  /** Folders that are filled, by the names that the source asks for them by. */
  readonly folders: ReadonlyMap<string, string>
  /** Ends connections that are open. */
  readonly signal: AbortSignal
}

const longestName = 200

async function unpack(host: Host, reader: FrameReader, { folders, signal }: TreesToReceive): Promise<void> {
  const name = await reader.text(longestName)
  const folder = folders.get(name)
  if (folder === undefined) throw new Failure('the target waits for no such volume')
  await runTar(host, treeUnpacker(folder), signal, tar => pipeline(reader.data(), tar.stdin as NonNullable<typeof tar.stdin>), {
    input: true,
  })
  await host.exec('sync', ['--file-system', '--', folder], { signal })
}

function told(error: unknown): string {
  const text = failureText(error)
  return treeIsFull.test(text) ? `no space left on the storage of the target (${text})` : text
}

/** Takes one volume in and answers how that went: an empty text, or why not. */
async function take(host: Host, socket: Socket, request: TreesToReceive): Promise<void> {
  const stop = () => socket.destroy()
  request.signal.addEventListener('abort', stop, { once: true })
  // Whoever reads hears of it.
  socket.on('error', () => undefined)
  const reader = new FrameReader(socket)
  try {
    const problem = await unpack(host, reader, request).then(() => '', told)
    for await (const piece of framed([Buffer.from(problem)])) socket.write(piece)
    // What still comes is of no use, but its sender is to read the answer.
    await reader.rest().catch(() => undefined)
    socket.destroy()
  } finally {
    request.signal.removeEventListener('abort', stop)
  }
}

function serverFor({ tls }: TreesToReceive, connected: (socket: Socket) => void): Server {
  if (!tls) return createServer(connected)
  const { peer, credentials } = tls
  if (!credentials) throw new Failure('this node has no certificate of the cluster yet, and so cannot encrypt a migration')
  const options = { ...credentials, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const
  return createTlsServer(options, (socket: TLSSocket) => {
    if (socket.getPeerCertificate().subject?.CN === peer) connected(socket)
    else socket.destroy()
  })
}

/** Waits for connections of another node that fills folders here, until it is disposed. */
export async function receiveTrees(host: Host, request: TreesToReceive): Promise<AsyncDisposable> {
  const open = new Set<Socket>()
  const server = serverFor(request, socket => void take(host, socket, request))
  // Also those that have not shown who they are: none is waited for.
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const listening = Promise.withResolvers<void>()
  server.once('error', listening.reject)
  const { place } = request
  server.listen('socket' in place ? { path: place.socket } : { ...place, exclusive: true }, listening.resolve)
  await listening.promise
  return {
    async [Symbol.asyncDispose]() {
      const closed = Promise.withResolvers<void>()
      server.close(() => closed.resolve())
      for (const socket of open) socket.destroy()
      await closed.promise
    },
  }
}
