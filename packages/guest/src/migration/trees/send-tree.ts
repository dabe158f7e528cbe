import { connect, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { connect as connectTls } from 'node:tls'
import { metered, type Host } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import { treeArchive } from '@quorate/storage'
import type { NodeCredentials } from '../other-nodes.ts'
import { placeText, type StreamPlace } from '../stream-place.ts'
import { FrameReader, framed } from './frames.ts'
import { runTar } from './run-tar.ts'

export interface TreeTarget {
  readonly place: StreamPlace
  /** What the target calls the volume. */
  readonly name: string
  /** The node in its certificate, and what this one shows it; undefined: without encryption. */
  readonly tls: { readonly peer: string; readonly credentials: NodeCredentials | undefined } | undefined
}

export interface TreeToSend {
  /** Folder, in which nobody writes. */
  readonly from: string
  readonly target: TreeTarget
  /** MiB per second */
  readonly rateMBps: number | undefined
  readonly signal: AbortSignal
  progress(done: number, total: number): void
}

const connectMs = 10_000
const longestAnswer = 10_000

function open({ place, tls }: TreeTarget): { socket: Socket; ready: string } {
  const address = 'socket' in place ? { path: place.socket } : place
  if (!tls) return { socket: connect(address), ready: 'connect' }
  const { peer, credentials } = tls
  if (!credentials) throw new Failure('this node has no certificate of the cluster yet, and so cannot encrypt a migration')
  const socket = connectTls({
    ...address,
    ...credentials,
    servername: peer,
    minVersion: 'TLSv1.3',
    checkServerIdentity: (_name, certificate) =>
      certificate.subject.CN === peer ? undefined : new Error(`its certificate is that of '${String(certificate.subject.CN)}'`),
  })
  return { socket, ready: 'secureConnect' }
}

/** The socket has a listener for its errors from then on: whoever reads or writes hears of them. */
async function connected(target: TreeTarget, signal: AbortSignal): Promise<Socket> {
  const { socket, ready } = open(target)
  const done = Promise.withResolvers<void>()
  const late = AbortSignal.any([signal, AbortSignal.timeout(connectMs)])
  const stop = () => socket.destroy(new Failure(`no answer within ${connectMs / 1000} s`))
  late.addEventListener('abort', stop, { once: true })
  socket.once(ready, () => done.resolve())
  socket.on('error', done.reject)
  try {
    if (late.aborted) stop()
    await done.promise
  } catch (error) {
    signal.throwIfAborted()
    const { place } = target
    throw new Failure(`cannot connect to ${placeText(place)}${'port' in place ? ` port ${place.port}` : ''}`, { cause: error })
  } finally {
    late.removeEventListener('abort', stop)
  }
  return socket
}

async function stream(host: Host, socket: Socket, request: TreeToSend, answer: Promise<string>): Promise<void> {
  const { from, target, rateMBps, signal, progress } = request
  const archive = await treeArchive(host, from, signal)
  for await (const piece of framed([Buffer.from(target.name)])) socket.write(piece)
  const meter = metered({
    signal,
    onBytes: bytes => progress(Math.min(bytes, archive.bytes - 1), archive.bytes),
    ...(rateMBps !== undefined && { bytesPerSecond: rateMBps * 2 ** 20 }),
  })
  let whole = false
  const mark = async function* (data: AsyncIterable<Buffer>) {
    yield* data
    whole = true
  }
  const early = async () => {
    const problem = await answer
    if (problem !== '' || !whole) throw new Failure(problem || 'the target ended before it had everything')
  }
  await runTar(host, archive, signal, async tar => {
    const sent = pipeline(tar.stdout, meter, mark, framed, socket, { end: false })
    sent.catch(() => undefined)
    await Promise.race([sent, early()])
  })
  progress(archive.bytes, archive.bytes)
}

/** Sends all that is in a folder to another node, which has an empty one for it. It is on the other node's disk when the call returns. */
export async function sendTree(host: Host, request: TreeToSend): Promise<void> {
  const { target, signal } = request
  const socket = await connected(target, signal)
  const stop = () => socket.destroy()
  signal.addEventListener('abort', stop, { once: true })
  const answer = new FrameReader(socket).text(longestAnswer)
  answer.catch(() => undefined)
  try {
    await stream(host, socket, request, answer)
    const problem = await answer
    if (problem !== '') throw new Failure(problem)
  } catch (error) {
    signal.throwIfAborted()
    // Where the connection broke, an answer may have come before.
    const problem = await Promise.race([answer.catch(() => ''), Promise.resolve('')])
    throw new Failure(`cannot send files to ${placeText(target.place)}: ${problem || failureText(error)}`, { cause: error })
  } finally {
    signal.removeEventListener('abort', stop)
    socket.destroy()
  }
}
