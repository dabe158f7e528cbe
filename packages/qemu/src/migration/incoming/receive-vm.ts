import type { TaskHandle, TaskWork } from '@quorate/contract'
import {
  addressIn,
  endExport,
  exportImages,
  inSession,
  makeVolumes,
  portsOf,
  seeLock,
  settleable,
  untilHere,
  type IncomingSession,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import type { IncomingRequest, IncomingSteps } from '../wire.ts'
import { settleHere, type IncomingTrace } from './settle-incoming.ts'
import { startIncoming } from './start-incoming.ts'

async function endOfQemu(services: QemuServices, vmid: number, signal: AbortSignal): Promise<never> {
  const vm = await services.runtime.require(vmid)
  while (!(await services.host.processes.ended(vm.pid, { timeoutMs: 60_000, signal }))) signal.throwIfAborted()
  throw new Failure(`QEMU of VM ${vmid} ended on this node before the guest was here`)
}

/** Waits until the guest's config is this node's, as long as there is a QEMU for it. */
async function untilDecided(
  services: QemuServices,
  session: IncomingSession<IncomingSteps>,
  signal: AbortSignal,
  running: boolean,
): Promise<void> {
  const over = new AbortController()
  const either = AbortSignal.any([session.givenUp, signal, over.signal])
  const here = untilHere(services, { kind: 'qemu', node: session.source, vmid: session.vmid }, either)
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

async function receive(
  services: QemuServices,
  session: IncomingSession<IncomingSteps>,
  request: IncomingRequest,
  outer: TaskHandle,
): Promise<void> {
  const { vmid } = session
  const { source, network, running, insecure } = request
  outer.log(`taking in VM ${vmid} from node '${source}' for ${request.upid}`)
  if (!services.otherNodes) throw new Failure('this node has no other nodes')
  if (await services.runtime.running(vmid)) throw new Failure(`a QEMU of VM ${vmid} runs on this node already`)
  await services.runtime.gone(vmid, outer.signal)
  await seeLock(services, { kind: 'qemu', node: source, vmid })
  const places = portsOf(network === undefined ? services.otherNodes.address() : addressIn(network, services.host.root.node))
  // What undoes the new volumes alone gives way to what undoes the whole.
  const making = settleable(outer)
  const volumes = await makeVolumes(services, making.task, vmid, 'images', request.volumes)
  const trace: IncomingTrace = { vmid, source, volumes: Object.values(volumes), ...(running ? { standing: running.standing } : {}) }
  const undo = await outer.undo('qemu.settle-incoming', { ...trace })
  await making.settle()
  const images = await exportImages(services, {
    vmid,
    places,
    session: request.session,
    peer: insecure ? undefined : source,
    images: request.volumes.filter(({ kind }) => kind === 'copy' || kind === 'file'),
    volumes,
  })
  session.answer('volumes', { volumes, ...(images ? { images } : {}) })
  if (running) {
    await session.asked('start')
    await endExport(services.host, vmid)
    session.answer('start', await startIncoming(services, outer, vmid, places, request, volumes))
    outer.log(`QEMU of VM ${vmid} waits for its memory`)
  }
  await untilDecided(services, session, outer.signal, running !== undefined)
  await settleHere(services, trace, () => session.answer('finish', {}))
  await endExport(services.host, vmid)
  await undo.settle()
  outer.log(`VM ${vmid} is on this node`)
}

/** Takes in a VM of another node: makes what it needs here and waits until its config is here, or the source gives up. */
export function receiveVm(services: QemuServices, session: IncomingSession<IncomingSteps>, request: IncomingRequest): TaskWork {
  return inSession(session, async task => {
    await receive(services, session, request, task)
    session.answer('finish', {})
  })
}
