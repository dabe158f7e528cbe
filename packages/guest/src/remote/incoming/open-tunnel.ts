import { createServer } from 'node:net'
import type { Call, TaskWork } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { storageDrivers, type Content } from '@quorate/storage'
import { wordOf, type GuestKind } from '../../guest-path.ts'
import { IncomingSession } from '../../migration/incoming/incoming-session.ts'
import type { SourceRequest } from '../../migration/incoming/incoming-sessions.ts'
import type { GuestServices } from '../../services.ts'
import { fileStorages } from '../../volumes/file-storages.ts'
import { serveControl, type ControlHandlers } from '../control-channel.ts'
import { makeTunnelFolder, removeTunnelFolder, type TunnelFolder } from '../tunnel-folder.ts'
import {
  remoteProtocol,
  type RemoteHello,
  type RemoteListening,
  type RemoteQuestions,
  type RemoteSteps,
  type RemoteStorage,
  type RemoteVolumes,
} from '../wire.ts'
import { whereabouts } from './reservation.ts'

/** The source may ask for the last step, and how it ended, when it is done already. */
const keptMs = 60_000

type Answers = { readonly [Q in keyof RemoteQuestions]: (given: unknown) => Promise<RemoteQuestions[Q][1]> | RemoteQuestions[Q][1] }

/** One guest of another cluster on its way here. */
export interface RemoteArrival<Request extends SourceRequest> {
  readonly session: IncomingSession<RemoteSteps>
  readonly folder: TunnelFolder
  /** By whom the tunnel was opened: what he may is what comes in may. */
  readonly call: Call
  /** Resolves with what the source wants to send; rejects when it gives up before. */
  readonly begun: Promise<Request>
  /** Hears of what the last step has left to be told. */
  finished(problem: string | undefined): void
}

/** How guests of one kind are taken in. */
export interface RemoteTaking<Request extends SourceRequest> {
  readonly kind: GuestKind
  /** Of the target's task. */
  readonly task: string
  /** Of its volumes. */
  readonly content: Content
  /** Reads what the source sends, which is not to be trusted. */
  read(given: unknown, session: string): Request
  /** What speaks against it, in words. */
  check(call: Call, vmid: number, request: Request): Promise<string[]>
  receive(arrival: RemoteArrival<Request>): TaskWork
}

function storageOf({ storage }: GuestServices, call: Call, id: string, content: Content): RemoteStorage {
  call.authorize(`/storage/${id}`, 'Datastore.AllocateSpace')
  storage.usable(id, content)
  const { type } = storage.entry(id)
  return { type, asFiles: fileStorages.has(type), formats: storageDrivers[type]?.config.formats ?? [] }
}

/** Begins a task that takes in a guest of another cluster, and answers the way in. */
export async function openTunnel<Request extends SourceRequest>(
  services: GuestServices,
  call: Call,
  vmid: number,
  taking: RemoteTaking<Request>,
): Promise<{ readonly socket: string; readonly ticket: string; readonly upid: string }> {
  const { host, beginTask } = services
  const { kind, content } = taking
  const { authid } = call.caller
  if (!beginTask) throw new Error('guests are taken in by the process that runs tasks')
  const folder = await makeTunnelFolder(host, `${wordOf({ kind })} ${vmid}`, authid)
  const session = new IncomingSession<RemoteSteps>(folder.id, vmid, 'another cluster')
  const begun = Promise.withResolvers<Request>()
  begun.promise.catch(() => undefined)
  session.givenUp.addEventListener('abort', () => begun.reject(session.givenUp.reason), { once: true })
  const finished = Promise.withResolvers<string | undefined>()
  const work = taking.receive({ session, folder, call, begun: begun.promise, finished: finished.resolve })
  // Not in the guest's queue: until the source begins there is no guest, and from then on its config is locked.
  const { upid, ended } = beginTask(call, taking.task, String(vmid), work)
  let over = false

  async function step(name: keyof RemoteSteps): Promise<unknown> {
    if (over) throw new Failure('the migration is over')
    return await session.ask(name)
  }

  const answers: Answers = {
    hello(given): RemoteHello {
      const { protocol } = given as RemoteQuestions['hello'][0]
      if (protocol !== remoteProtocol)
        throw new Failure(`this installation speaks version ${remoteProtocol} of the protocol, and the source version ${String(protocol)}`)
      session.heard()
      return { protocol: remoteProtocol, node: host.root.node, session: folder.id }
    },
    storages: given => Object.fromEntries((given as string[]).map(id => [id, storageOf(services, call, String(id), content)])),
    check: async given => await taking.check(call, vmid, taking.read(given, folder.id)),
    async begin(given) {
      begun.resolve(taking.read(given, folder.id))
      return (await step('volumes')) as RemoteVolumes
    },
    start: async () => (await step('start')) as RemoteListening,
    async finish() {
      const failed = step('finish')
      const problem = await Promise.race([finished.promise, failed.then(() => finished.promise)])
      failed.catch(() => undefined)
      return problem === undefined ? {} : { problem }
    },
    alive() {
      if (over) throw new Failure('the task of the target has ended')
      session.heard()
      session.givenUp.throwIfAborted()
      return true
    },
    async end() {
      session.giveUp('the source has given up')
      await ended
      return null
    },
    async whereabouts(given) {
      return await whereabouts(host, (given as RemoteQuestions['whereabouts'][0]).session, { kind, vmid, authid })
    },
  }
  const server = createServer(socket => void serveControl(socket, answers as ControlHandlers))
  const socket = folder.socket('control')
  const close = async () => {
    server.close()
    await removeTunnelFolder(host, folder.id)
  }
  void ended.then(() => {
    over = true
    session.end()
    setTimeout(() => void close(), keptMs).unref()
  })
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(socket, resolve)
    })
  } catch (error) {
    session.giveUp('its tunnel could not be opened')
    throw error
  }
  return { socket, ticket: folder.ticket, upid }
}
