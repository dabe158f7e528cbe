import type { TaskHandle } from '@quorate/contract'
import { endExport, startExport, takePorts, type ExportedVolume } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { QemuServices } from '../../services.ts'
import type { ExportPlace, IncomingRequest, WantedVolume } from '../wire.ts'

/** Keeps the name that the volume had where it is free, so that the config changes no more than it must. */
async function makeVolume(services: QemuServices, task: TaskHandle, vmid: number, wanted: WantedVolume): Promise<string> {
  const { storage, sizeBytes, name, format } = wanted
  services.storage.usable(storage, 'images')
  const options = { sizeBytes, ...(format ? { format } : {}) }
  if (name !== undefined) {
    try {
      return await services.storage.allocate(task, storage, vmid, { ...options, name })
    } catch (error) {
      task.signal.throwIfAborted()
      task.log(`${wanted.volid} gets another name here: ${failureText(error)}`)
    }
  }
  return await services.storage.allocate(task, storage, vmid, options)
}

/** Makes a volume for each that travels. Answers their ids by those at the source. */
export async function makeVolumes(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  wanted: readonly WantedVolume[],
): Promise<Record<string, string>> {
  const made: Record<string, string> = {}
  for (const one of wanted) made[one.volid] = await makeVolume(services, task, vmid, one)
  return made
}

/** Opens the volumes that the source fills with images that nobody uses. undefined: there are none */
export async function exportImages(
  services: QemuServices,
  vmid: number,
  host: string,
  { volumes: wanted, session, insecure, source }: IncomingRequest,
  volumes: Readonly<Record<string, string>>,
): Promise<ExportPlace | undefined> {
  const images = wanted.filter(({ kind }) => kind === 'copy' || kind === 'file')
  if (images.length === 0) return undefined
  if (!services.otherNodes) throw new Failure('this node has no other nodes')
  const exported: ExportedVolume[] = []
  const names: Record<string, string> = {}
  await services.storage.activate(images.map(({ volid }) => volumes[volid] as string))
  for (const [at, { volid, kind, fileBytes }] of images.entries()) {
    const { path, format, kind: place } = await services.storage.resolve(volumes[volid] as string)
    const name = `${session}-image${at}`
    if (kind === 'file') await services.host.exec('truncate', ['-s', String(fileBytes ?? 0), '--', path])
    exported.push({ name, path, block: place === 'block', format: kind === 'file' ? 'raw' : format })
    names[volid] = name
  }
  await endExport(services.host, vmid)
  using taken = await takePorts(host, 1)
  const port = taken.ports[0] as number
  await startExport(services.host, services.otherNodes, { vmid, host, port, peer: insecure ? undefined : source, volumes: exported })
  return { host, port, names }
}
