import type { TaskHandle } from '@quorate/contract'
import type { GuestServices } from '../../services.ts'
import type { ExportPlace } from '../incoming/make-volumes.ts'
import { sendVolume, type NbdTarget } from '../send-volume.ts'

export interface ImageToSend {
  readonly volid: string
  readonly sizeBytes: number
  /** bytes of its file, where it is sent byte by byte */
  readonly fileBytes?: number
}

export interface SendingTo {
  readonly place: ExportPlace
  readonly tls: NbdTarget['tls']
  /** MiB per second */
  readonly rateMBps: number | undefined
  readonly signal: AbortSignal
}

/** Sends an image that nobody uses to the target, which has opened a new volume for it. */
export async function sendImage(
  services: Pick<GuestServices, 'host' | 'storage'>,
  task: Pick<TaskHandle, 'log' | 'progress'>,
  { volid, sizeBytes, fileBytes }: ImageToSend,
  { place, tls, rateMBps, signal }: SendingTo,
): Promise<void> {
  const { path, format } = await services.storage.resolve(volid)
  task.log(`copying ${volid}`)
  await sendVolume(services.host, {
    path,
    format: fileBytes === undefined ? format : 'raw',
    sizeBytes: fileBytes ?? sizeBytes,
    target: { place, name: place.names[volid] as string, tls },
    // New ones of these storages are empty files, or devices that read as zeros.
    zeroed: true,
    rateMBps,
    signal,
    progress: (done, total) => task.progress(done, total, 'bytes'),
  })
}
