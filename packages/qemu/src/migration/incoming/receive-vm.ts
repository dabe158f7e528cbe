import type { TaskHandle, TaskWork } from '@quorate/contract'
import { addressIn, endExport, guestPath, migrationLock, parseGuestConfig, settleable } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import type { IncomingRequest } from '../wire.ts'
import type { IncomingSession } from './incoming-session.ts'
import { exportImages, makeVolumes } from './make-volumes.ts'
import { settleHere, type IncomingTrace } from './settle-incoming.ts'
import { startIncoming } from './start-incoming.ts'

const replicaMs = 10_000

/** Resolves when the store of this node has what `look` wants, which it looks for after each change. */
async function untilStored(services: QemuServices, look: () => boolean, signal: AbortSignal): Promise<void> {
  const found = Promise.withResolvers<void>()
  const stop = () => found.reject(signal.reason)
  using watch = services.store.watch('nodes', () => {
    if (look()) found.resolve()
  })
  void watch
  signal.addEventListener('abort', stop, { once: true })
  try {
    if (signal.aborted) stop()
    if (look()) found.resolve()
    await found.promise
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** By what this node has of the tree it decides later: the lock that the source set has to be in it. */
async function seeLock(services: QemuServices, vmid: number, { source }: IncomingRequest): Promise<void> {
  const path = guestPath({ kind: 'qemu', node: source, vmid })
  const locked = () => {
    const text = services.store.read(path)?.text
    return text !== undefined && parseGuestConfig(text).current.get('lock') === migrationLock
  }
  try {
    await untilStored(services, locked, AbortSignal.timeout(replicaMs))
  } catch (error) {
    throw new Failure(`VM ${vmid} is not locked on node '${source}' for a migration, as this node sees it`, { cause: error })
  }
}

async function endOfQemu(services: QemuServices, vmid: number, signal: AbortSignal): Promise<never> {
  const vm = await services.runtime.require(vmid)
  while (!(await services.host.processes.ended(vm.pid, { timeoutMs: 60_000, signal }))) signal.throwIfAborted()
  throw new Failure(`QEMU of VM ${vmid} ended on this node before the guest was here`)
}

/** Waits until the guest's config is this node's. */
async function untilHere(services: QemuServices, session: IncomingSession, signal: AbortSignal, running: boolean): Promise<void> {
  const path = guestPath(placeHere(services, session.vmid))
  const over = new AbortController()
  const either = AbortSignal.any([session.givenUp, signal, over.signal])
  const here = untilStored(services, () => services.store.read(path) !== undefined, either)
  try {
    if (!running) return await here
    const ended = endOfQemu(services, session.vmid, over.signal)
    ended.catch(() => undefined)
    here.catch(() => undefined)
    await Promise.race([here, ended])
  } finally {
    over.abort(new Failure('over'))
  }
}

async function receive(services: QemuServices, session: IncomingSession, request: IncomingRequest, outer: TaskHandle): Promise<void> {
  const { vmid } = session
  const { source, network, running } = request
  outer.log(`taking in VM ${vmid} from node '${source}' for ${request.upid}`)
  if (!services.otherNodes) throw new Failure('this node has no other nodes')
  if (await services.runtime.running(vmid)) throw new Failure(`a QEMU of VM ${vmid} runs on this node already`)
  await services.runtime.gone(vmid, outer.signal)
  await seeLock(services, vmid, request)
  const host = network === undefined ? services.otherNodes.address() : addressIn(network, services.host.root.node)
  // What undoes the new volumes alone gives way to what undoes the whole.
  const making = settleable(outer)
  const volumes = await makeVolumes(services, making.task, vmid, request.volumes)
  const trace: IncomingTrace = { vmid, source, volumes: Object.values(volumes), ...(running ? { standing: running.standing } : {}) }
  const undo = await outer.undo('qemu.settle-incoming', { ...trace })
  await making.settle()
  const images = await exportImages(services, vmid, host, request, volumes)
  session.answer('volumes', { volumes, ...(images ? { images } : {}) })
  if (running) {
    await session.asked('start')
    await endExport(services.host, vmid)
    session.answer('start', await startIncoming(services, outer, vmid, host, request, volumes))
    outer.log(`QEMU of VM ${vmid} waits for its memory`)
  }
  await untilHere(services, session, outer.signal, running !== undefined)
  await settleHere(services, trace, () => session.answer('finish', {}))
  await endExport(services.host, vmid)
  await undo.settle()
  outer.log(`VM ${vmid} is on this node`)
}

/** Takes in a VM of another node: makes what it needs here and waits until its config is here, or the source gives up. */
export function receiveVm(services: QemuServices, session: IncomingSession, request: IncomingRequest): TaskWork {
  return async task => {
    const aborted = () => session.giveUp('the task of the target was aborted')
    task.signal.addEventListener('abort', aborted, { once: true })
    try {
      await receive(services, session, request, task)
      session.answer('finish', {})
      session.end()
    } catch (error) {
      session.end(error)
      throw error
    } finally {
      task.signal.removeEventListener('abort', aborted)
    }
  }
}
