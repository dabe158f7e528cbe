import type { TaskHandle } from '@quorate/contract'
import { jointProgress, sendImage, sendTree, tlsFolder } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { LxcServices } from '../../services.ts'
import { scratchMount } from '../../volumes/scratch-mount.ts'
import type { IncomingSteps, WantedVolume } from '../wire.ts'

export interface VolumesToSend {
  readonly vmid: number
  readonly volumes: readonly WantedVolume[]
  readonly made: IncomingSteps['volumes']
  /** The target in its certificate; undefined: without encryption. */
  readonly peer: string | undefined
  /** MiB per second */
  readonly rateMBps: number | undefined
}

async function sendFiles(services: LxcServices, task: TaskHandle, part: TaskHandle, volid: string, request: VolumesToSend): Promise<void> {
  const { vmid, made, peer, rateMBps } = request
  const name = made.trees?.names[volid]
  if (!made.trees || name === undefined) throw new Failure(`the target takes no files of ${volid}`)
  task.log(`copying ${volid} file by file`)
  await using from = await scratchMount(services, task, vmid, volid, { readOnly: true })
  await sendTree(services.host, {
    from: from.path,
    target: { place: made.trees, name, tls: peer === undefined ? undefined : { peer, credentials: services.otherNodes?.credentials() } },
    rateMBps,
    signal: task.signal,
    progress: (done, total) => part.progress(done, total, 'bytes'),
  })
}

/** Sends the volumes of a container that does not run to the target, one after the other. */
export async function sendVolumes(services: LxcServices, task: TaskHandle, request: VolumesToSend): Promise<void> {
  const { volumes, made, peer, rateMBps } = request
  const bytes = ({ kind, sizeBytes, usedBytes }: WantedVolume) => (kind === 'image' ? sizeBytes : usedBytes)
  const part = jointProgress(
    task,
    volumes.reduce((sum, volume) => sum + bytes(volume), 0),
    'copying volumes',
  )
  const tls = peer === undefined ? undefined : { peer, folder: await tlsFolder(services.host, services.otherNodes?.credentials()) }
  await services.storage.activate(volumes.map(({ volid }) => volid))
  for (const volume of volumes) {
    const report = part(bytes(volume))
    if (volume.kind === 'tree') await sendFiles(services, task, report, volume.volid, request)
    else if (made.images) await sendImage(services, report, volume, { place: made.images, tls, rateMBps, signal: task.signal })
    else throw new Failure(`the target takes no image of ${volume.volid}`)
  }
}
