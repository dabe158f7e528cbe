import { createServer } from 'node:net'
import type { Call } from '@quorate/contract'
import { IncomingSession, makeTunnelFolder, removeTunnelFolder, serveControl, type ControlHandlers } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { storageDrivers } from '@quorate/storage'
import type { IncomingRequest, IncomingSteps } from '../../migration/wire.ts'
import type { QemuServices } from '../../services.ts'
import { fileStorages } from '../../steps/file-storages.ts'
import { remoteProtocol, type RemoteHello, type RemoteQuestions, type RemoteStorage } from '../wire.ts'
import { checkIncoming } from './check-incoming.ts'
import { readRequest } from './read-request.ts'
import { receiveRemoteVm } from './receive-vm.ts'
import { whereabouts } from './reservation.ts'

/** The source may ask for the last step, and how it ended, when it is done already. */
const keptMs = 60_000

type Answers = { readonly [Q in keyof RemoteQuestions]: (given: unknown) => Promise<RemoteQuestions[Q][1]> | RemoteQuestions[Q][1] }

function storageOf(services: QemuServices, call: Call, id: string): RemoteStorage {
  call.authorize(`/storage/${id}`, 'Datastore.AllocateSpace')
  services.storage.usable(id, 'images')
  const { type } = services.storage.entry(id)
  return { asFiles: fileStorages.has(type), formats: storageDrivers[type]?.config.formats ?? [] }
}

/** Begins a task that takes in a VM of another cluster, and answers the way in. */
export async function openTunnel(
  services: QemuServices,
  call: Call,
  vmid: number,
): Promise<{ readonly socket: string; readonly ticket: string; readonly upid: string }> {
  const { host, beginTask } = services
  const { authid } = call.caller
  if (!beginTask) throw new Error('guests are taken in by the process that runs tasks')
  const folder = await makeTunnelFolder(host, `VM ${vmid}`, authid)
  const session = new IncomingSession<IncomingSteps>(folder.id, vmid, 'another cluster')
  const begun = Promise.withResolvers<IncomingRequest>()
  begun.promise.catch(() => undefined)
  session.givenUp.addEventListener('abort', () => begun.reject(session.givenUp.reason), { once: true })
  const finished = Promise.withResolvers<string | undefined>()
  const work = receiveRemoteVm(services, { session, folder, call, begun: begun.promise, finished: finished.resolve })
  // Not in the guest's queue: until the source begins there is no guest, and from then on its config is locked.
  const { upid, ended } = beginTask(call, 'qmtunnel', String(vmid), work)
  let over = false

  async function step(name: keyof IncomingSteps): Promise<unknown> {
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
    storages: given => Object.fromEntries((given as string[]).map(id => [id, storageOf(services, call, String(id))])),
    check: async given => await checkIncoming(services, call, vmid, readRequest(given, folder.id)),
    async begin(given) {
      begun.resolve(readRequest(given, folder.id))
      const { volumes, images } = (await step('volumes')) as { volumes: Record<string, string>; images?: { names: Record<string, string> } }
      return { volumes, ...(images ? { images: images.names } : {}) }
    },
    async start() {
      const { disks } = (await step('start')) as { disks?: { names: Record<string, string> } }
      return disks ? { disks: disks.names } : {}
    },
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
      return await whereabouts(host, (given as RemoteQuestions['whereabouts'][0]).session, vmid, authid)
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
