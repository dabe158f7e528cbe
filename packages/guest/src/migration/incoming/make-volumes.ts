import type { TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import type { Content, ImageFormat } from '@quorate/storage'
import type { GuestServices } from '../../services.ts'
import type { StreamPlace } from '../stream-place.ts'
import type { IncomingPlaces } from './incoming-places.ts'
import { endExport, startExport, type ExportedVolume } from '../volume-export.ts'

type Services = Pick<GuestServices, 'host' | 'storage' | 'otherNodes'>

/** What a target makes for one volume of the source. */
export interface VolumeToMake {
  /** Its id at the source. */
  readonly volid: string
  readonly storage: string
  readonly format?: ImageFormat
  /** Last part of the name, where it can be kept. */
  readonly name?: string
  /** bytes as the guest sees them */
  readonly sizeBytes: number
}

/** `names`: of the exports by the volumes' ids at the source. */
export type ExportPlace = StreamPlace & { readonly names: Readonly<Record<string, string>> }

/** Keeps the name that the volume had where it is free, so that the config changes no more than it must. */
async function makeVolume(
  { storage: storages }: Services,
  task: TaskHandle,
  vmid: number,
  { volid, storage, sizeBytes, name, format }: VolumeToMake,
): Promise<string> {
  const options = { sizeBytes, ...(format ? { format } : {}) }
  if (name !== undefined) {
    try {
      return await storages.allocate(task, storage, vmid, { ...options, name })
    } catch (error) {
      task.signal.throwIfAborted()
      task.log(`${volid} gets another name here: ${failureText(error)}`)
    }
  }
  return await storages.allocate(task, storage, vmid, options)
}

/** Makes a volume for each that travels. Answers their ids by those at the source. */
export async function makeVolumes(
  services: Services,
  task: TaskHandle,
  vmid: number,
  content: Content,
  wanted: readonly VolumeToMake[],
): Promise<Record<string, string>> {
  const made: Record<string, string> = {}
  for (const one of wanted) {
    services.storage.usable(one.storage, content)
    made[one.volid] = await makeVolume(services, task, vmid, one)
  }
  return made
}

export interface ImagesToExport {
  readonly vmid: number
  readonly places: IncomingPlaces
  readonly session: string
  /** The only node that may connect; undefined: without encryption. */
  readonly peer: string | undefined
  /** `fileBytes`: the file gets this size and is written byte by byte, whatever it holds. */
  readonly images: readonly { readonly volid: string; readonly fileBytes?: number }[]
  /** Ids here by those at the source. */
  readonly volumes: Readonly<Record<string, string>>
}

/** Opens volumes for the source, which fills them with images that nobody uses. undefined: there are none */
export async function exportImages(services: Services, request: ImagesToExport): Promise<ExportPlace | undefined> {
  const { vmid, places, session, peer, images, volumes } = request
  if (images.length === 0) return undefined
  const exported: ExportedVolume[] = []
  const names: Record<string, string> = {}
  await services.storage.activate(images.map(({ volid }) => volumes[volid] as string))
  for (const [at, { volid, fileBytes }] of images.entries()) {
    const { path, format, kind } = await services.storage.resolve(volumes[volid] as string)
    const name = `${session}-image${at}`
    if (fileBytes !== undefined) await services.host.exec('truncate', ['-s', String(fileBytes), '--', path])
    exported.push({ name, path, block: kind === 'block', format: fileBytes === undefined ? format : 'raw' })
    names[volid] = name
  }
  await endExport(services.host, vmid)
  using taken = await places.take('images')
  const place = taken.places[0] as StreamPlace
  await startExport(services.host, services.otherNodes, { vmid, place, peer, volumes: exported })
  return { ...place, names }
}
