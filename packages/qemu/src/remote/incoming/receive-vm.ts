import { setTimeout as delay } from 'node:timers/promises'
import type { TaskHandle, TaskWork } from '@quorate/contract'
import {
  authorOf,
  decideHere,
  editRecord,
  endExport,
  exportImages,
  inSession,
  makeVolumes,
  reserveId,
  settleable,
  socketsOf,
  writeRecord,
  type RemoteArrival,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { settleHere } from '../../migration/incoming/settle-incoming.ts'
import { configHere, startIncoming } from '../../migration/incoming/start-incoming.ts'
import type { IncomingRequest } from '../../migration/wire.ts'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { checkIncoming } from './check-incoming.ts'
import type { RemoteIncomingTrace } from './settle-incoming.ts'

const undoAction = 'qemu.settle-remote-incoming'
const arrivedMs = 10_000

/** Nothing is decided for a QEMU that has not all of the guest. */
async function requireArrived({ runtime }: QemuServices, vmid: number): Promise<void> {
  for (const end = performance.now() + arrivedMs; ; await delay(5)) {
    const { status } = await runtime.qmp(vmid, client => client.execute('query-status'))
    if (status === 'paused' || status === 'prelaunch') return
    if (status !== 'inmigrate' || performance.now() > end)
      throw new Failure(`QEMU of VM ${vmid} has not all of the guest: it is '${status}'`)
  }
}

async function receive(services: QemuServices, outer: TaskHandle, arrival: RemoteArrival<IncomingRequest>): Promise<void> {
  const { session, folder, call } = arrival
  const { vmid } = session
  const place = placeHere(services, vmid)
  outer.log(`another cluster may send VM ${vmid} here`)
  const request = await arrival.begun
  const { running } = request
  outer.log(`taking in VM ${vmid} from node '${request.source}' of another cluster for ${request.upid}`)
  const problems = await checkIncoming(services, call, vmid, request)
  if (problems.length) throw new Failure(problems.join('; '))
  await services.runtime.gone(vmid, outer.signal)
  const known = { vmid, session: session.id }
  const reserving = await outer.undo(undoAction, known)
  await writeRecord(services.host, session.id, { kind: 'qemu', vmid, authid: call.caller.authid, state: 'coming' })
  await reserveId(services, authorOf(outer), place, session.id)
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
  session.answer('volumes', { volumes, ...(images ? { images: images.names } : {}) })
  if (running) {
    await session.asked('start')
    await endExport(services.host, vmid)
    const { disks } = await startIncoming(services, outer, vmid, places, request, volumes)
    session.answer('start', disks ? { disks: disks.names } : {})
    outer.log(`QEMU of VM ${vmid} waits for its memory`)
  }
  await session.asked('finish')
  await endExport(services.host, vmid)
  if (running) await requireArrived(services, vmid)
  const config = configHere(request, volumes)
  config.current.delete('lock')
  outer.signal.throwIfAborted()
  await decideHere(services, authorOf(outer), place, session.id, config.toString())
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
export function receiveRemoteVm(services: QemuServices, arrival: RemoteArrival<IncomingRequest>): TaskWork {
  return inSession(arrival.session, task => receive(services, task, arrival))
}
