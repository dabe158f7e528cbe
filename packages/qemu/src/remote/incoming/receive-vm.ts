import { setTimeout as delay } from 'node:timers/promises'
import type { Call, TaskHandle, TaskWork } from '@quorate/contract'
import {
  authorOf,
  endExport,
  exportImages,
  inSession,
  makeVolumes,
  settleable,
  type IncomingPlaces,
  type IncomingSession,
  type TunnelFolder,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { settleHere } from '../../migration/incoming/settle-incoming.ts'
import { configHere, startIncoming } from '../../migration/incoming/start-incoming.ts'
import type { IncomingRequest, IncomingSteps } from '../../migration/wire.ts'
import type { QemuServices } from '../../services.ts'
import { checkIncoming } from './check-incoming.ts'
import { decideHere, editRecord, reserveId, writeRecord } from './reservation.ts'
import type { RemoteIncomingTrace } from './settle-incoming.ts'

export interface RemoteArrival {
  readonly session: IncomingSession<IncomingSteps>
  readonly folder: TunnelFolder
  /** By whom the tunnel was opened: what he may is what comes in may. */
  readonly call: Call
  /** Resolves with what the source wants to send; rejects when it gives up before. */
  readonly begun: Promise<IncomingRequest>
  /** Hears of what the last step has left to be told. */
  finished(problem: string | undefined): void
}

const undoAction = 'qemu.settle-remote-incoming'
const arrivedMs = 10_000

function socketsOf(folder: TunnelFolder): IncomingPlaces {
  return {
    take: async (...streams) => ({ places: streams.map(stream => ({ socket: folder.socket(stream) })), [Symbol.dispose]: () => undefined }),
  }
}

/** Nothing is decided for a QEMU that has not all of the guest. */
async function requireArrived({ runtime }: QemuServices, vmid: number): Promise<void> {
  for (const end = performance.now() + arrivedMs; ; await delay(5)) {
    const { status } = await runtime.qmp(vmid, client => client.execute('query-status'))
    if (status === 'paused' || status === 'prelaunch') return
    if (status !== 'inmigrate' || performance.now() > end)
      throw new Failure(`QEMU of VM ${vmid} has not all of the guest: it is '${status}'`)
  }
}

async function receive(services: QemuServices, outer: TaskHandle, arrival: RemoteArrival): Promise<void> {
  const { session, folder, call } = arrival
  const { vmid } = session
  outer.log(`another cluster may send VM ${vmid} here`)
  const request = await arrival.begun
  const { running } = request
  outer.log(`taking in VM ${vmid} from node '${request.source}' of another cluster for ${request.upid}`)
  const problems = await checkIncoming(services, call, vmid, request)
  if (problems.length) throw new Failure(problems.join('; '))
  await services.runtime.gone(vmid, outer.signal)
  const known = { vmid, session: session.id }
  const reserving = await outer.undo(undoAction, known)
  await writeRecord(services.host, session.id, { vmid, authid: call.caller.authid, state: 'coming' })
  await reserveId(services, authorOf(outer), vmid, session.id)
  // What undoes the new volumes alone gives way to what undoes the whole.
  const making = settleable(outer)
  const volumes = await makeVolumes(services, making.task, vmid, 'images', request.volumes)
  const trace: RemoteIncomingTrace = { ...known, volumes: Object.values(volumes), ...(running ? { standing: running.standing } : {}) }
  const undo = await outer.undo(undoAction, { ...trace })
  await making.settle()
  await reserving.settle()
  const places = socketsOf(folder)
  const images = await exportImages(services, {
    vmid,
    places,
    session: session.id,
    peer: undefined,
    images: request.volumes.filter(({ kind }) => kind === 'copy'),
    volumes,
  })
  session.answer('volumes', { volumes, ...(images ? { images } : {}) })
  if (running) {
    await session.asked('start')
    await endExport(services.host, vmid)
    session.answer('start', await startIncoming(services, outer, vmid, places, request, volumes))
    outer.log(`QEMU of VM ${vmid} waits for its memory`)
  }
  await session.asked('finish')
  await endExport(services.host, vmid)
  if (running) await requireArrived(services, vmid)
  const config = configHere(request, volumes)
  config.current.delete('lock')
  outer.signal.throwIfAborted()
  await decideHere(services, authorOf(outer), vmid, session.id, config.toString())
  await editRecord(services.host, session.id, 'here')
  try {
    const { standing } = trace
    if (standing) await settleHere(services, { vmid, source: '', volumes: [], standing }, () => arrival.finished(undefined))
    arrival.finished(undefined)
  } catch (error) {
    arrival.finished(failureText(error))
    outer.warn(`VM ${vmid} is on this node, but does not go on: ${failureText(error)}`)
  }
  await undo.settle()
  outer.log(`VM ${vmid} is on this node`)
}

/** Takes in a VM of another cluster: makes what it needs here, and waits until the source has let go of it, or gives up. */
export function receiveRemoteVm(services: QemuServices, arrival: RemoteArrival): TaskWork {
  return inSession(arrival.session, task => receive(services, task, arrival))
}
