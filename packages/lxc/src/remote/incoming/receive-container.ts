import type { TaskHandle, TaskWork } from '@quorate/contract'
import {
  authorOf,
  decideHere,
  editRecord,
  endExport,
  exportImages,
  inSession,
  makeVolumes,
  parseGuestConfig,
  renameVolumes,
  reserveId,
  settleable,
  socketsOf,
  writeRecord,
  type RemoteArrival,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { takeFiles } from '../../migration/incoming/take-files.ts'
import type { IncomingRequest } from '../../migration/wire.ts'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { startContainer } from '../../steps/start-container.ts'
import { checkIncoming } from './check-incoming.ts'
import type { RemoteIncomingTrace } from './settle-incoming.ts'

type Arrival = RemoteArrival<IncomingRequest>
type Volumes = Readonly<Record<string, string>>

const undoAction = 'lxc.settle-remote-incoming'

/** Lets the source fill the volumes and waits until it asks for the decision. */
async function untilFilled(
  services: LxcServices,
  task: TaskHandle,
  { session, folder }: Arrival,
  request: IncomingRequest,
  volumes: Volumes,
): Promise<void> {
  const { vmid } = session
  const places = socketsOf(folder)
  const signal = AbortSignal.any([session.givenUp, task.signal])
  await using taking = new AsyncDisposableStack()
  const trees = await takeFiles(services, task, { vmid, places, request, volumes, signal }, taking)
  const images = await exportImages(services, {
    vmid,
    places,
    session: session.id,
    peer: undefined,
    images: request.volumes.filter(({ kind }) => kind === 'image').map(({ volid }) => ({ volid })),
    volumes,
  })
  session.answer('volumes', { volumes, ...(images ? { images: images.names } : {}), ...(trees ? { trees: trees.names } : {}) })
  await session.asked('finish')
  await endExport(services.host, vmid)
}

function configHere(request: IncomingRequest, volumes: Volumes): string {
  const config = parseGuestConfig(request.config, 'lxc')
  renameVolumes(config, new Map(Object.entries(volumes)))
  config.current.delete('lock')
  return config.toString()
}

async function receive(services: LxcServices, outer: TaskHandle, arrival: Arrival): Promise<void> {
  const { session, call } = arrival
  const { vmid } = session
  const place = placeHere(services, vmid)
  outer.log(`another cluster may send CT ${vmid} here`)
  const request = await arrival.begun
  const { runs } = request
  outer.log(`taking in CT ${vmid} from node '${request.source}' of another cluster for ${request.upid}`)
  const problems = await checkIncoming(services, call, vmid, request)
  if (problems.length) throw new Failure(problems.join('; '))
  await services.runtime.gone(vmid, outer.signal)
  const known = { vmid, session: session.id, runs }
  const reserving = await outer.undo(undoAction, known)
  await writeRecord(services.host, session.id, { kind: 'lxc', vmid, authid: call.caller.authid, state: 'coming' })
  await reserveId(services, authorOf(outer), place, session.id)
  // What undoes the new volumes alone gives way to what undoes the whole.
  const making = settleable(outer)
  const volumes = await makeVolumes(services, making.task, vmid, 'rootdir', request.volumes)
  const trace: RemoteIncomingTrace = { ...known, volumes: Object.values(volumes) }
  const undo = await outer.undo(undoAction, { ...trace })
  await making.settle()
  await reserving.settle()
  await untilFilled(services, outer, arrival, request, volumes)
  outer.signal.throwIfAborted()
  await decideHere(services, authorOf(outer), place, session.id, configHere(request, volumes))
  await editRecord(services.host, session.id, 'here')
  outer.log(`CT ${vmid} is on this node`)
  try {
    if (runs) await startContainer(services, outer, vmid)
    arrival.finished(undefined)
  } catch (error) {
    arrival.finished(failureText(error))
    outer.warn(`CT ${vmid} is on this node, but could not be started: ${failureText(error)}`)
  }
  await undo.settle()
}

/** Takes in a container of another cluster: makes what it needs here, waits until the source has let go of it, or gives up, and starts it where it ran. */
export function receiveRemoteContainer(services: LxcServices, arrival: Arrival): TaskWork {
  return inSession(arrival.session, task => receive(services, task, arrival))
}
