import type { TaskHandle, TaskWork } from '@quorate/contract'
import {
  addressIn,
  endExport,
  exportImages,
  portsOf,
  inSession,
  makeVolumes,
  seeLock,
  settleable,
  untilHere,
  type IncomingSession,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'
import type { IncomingRequest, IncomingSteps } from '../wire.ts'
import type { IncomingTrace } from './settle-incoming.ts'
import { takeFiles } from './take-files.ts'

interface Incoming {
  readonly session: IncomingSession<IncomingSteps>
  readonly request: IncomingRequest
  /** Ids here by those at the source. */
  readonly volumes: Readonly<Record<string, string>>
}

/** Lets the source fill the volumes and waits until the config is here. */
async function untilFilled(services: LxcServices, task: TaskHandle, { session, request, volumes }: Incoming): Promise<void> {
  const { vmid } = session
  const { network, source, insecure } = request
  if (!services.otherNodes) throw new Failure('this node has no other nodes')
  const places = portsOf(network === undefined ? services.otherNodes.address() : addressIn(network, services.host.root.node))
  const signal = AbortSignal.any([session.givenUp, task.signal])
  await using taking = new AsyncDisposableStack()
  const trees = await takeFiles(services, task, { vmid, places, request, volumes, signal }, taking)
  const images = await exportImages(services, {
    vmid,
    places,
    session: request.session,
    peer: insecure ? undefined : source,
    images: request.volumes.filter(({ kind }) => kind === 'image').map(({ volid }) => ({ volid })),
    volumes,
  })
  session.answer('volumes', { volumes, ...(images ? { images } : {}), ...(trees ? { trees } : {}) })
  await untilHere(services, { kind: 'lxc', node: source, vmid }, signal)
}

async function receive(services: LxcServices, session: IncomingSession<IncomingSteps>, request: IncomingRequest, outer: TaskHandle) {
  const { vmid } = session
  const { source, runs } = request
  outer.log(`taking in CT ${vmid} from node '${source}' for ${request.upid}`)
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} runs on this node already`)
  await services.runtime.gone(vmid, outer.signal)
  await seeLock(services, { kind: 'lxc', node: source, vmid })
  // What undoes the new volumes alone gives way to what undoes the whole.
  const making = settleable(outer)
  const volumes = await makeVolumes(services, making.task, vmid, 'rootdir', request.volumes)
  const trace: IncomingTrace = { vmid, source, volumes: Object.values(volumes), runs }
  const undo = await outer.undo('lxc.settle-incoming', { ...trace })
  await making.settle()
  await untilFilled(services, outer, { session, request, volumes })
  await endExport(services.host, vmid)
  outer.log(`CT ${vmid} is on this node`)
  try {
    if (runs) await startContainer(services, outer, vmid)
  } finally {
    await undo.settle()
  }
}

/** Takes in a container of another node: makes what it needs here and waits until its config is here, or the source gives up. Starts it where it ran. */
export function receiveContainer(services: LxcServices, session: IncomingSession<IncomingSteps>, request: IncomingRequest): TaskWork {
  return inSession(session, async task => {
    await receive(services, session, request, task)
    session.answer('finish', {})
  })
}
