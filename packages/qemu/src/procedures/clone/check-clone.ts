import { checkLock, type ConfigSection, disks, isCloudInit, isVolume, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { ImageFormat } from '@quorate/storage'
import type { QemuServices } from '../../services.ts'
import { placeHere } from '../place-here.ts'

export interface CloneRequest {
  readonly vmid: number
  readonly newid: number
  readonly name?: string
  readonly description?: string
  readonly pool?: string
  readonly snapshot?: string
  readonly storage?: string
  readonly format?: ImageFormat
  /** undefined: linked if it is a template, full otherwise */
  readonly full?: boolean
  /** MiB per second */
  readonly rateMBps?: number
}

/** What is cloned, and how. */
export interface CloneSource {
  readonly section: ConfigSection
  readonly full: boolean
  /** The machine runs and it is its present state that is wanted. */
  readonly running: boolean
}

/** Fails when the request cannot be carried out, before there is a task. */
export async function checkClone(services: QemuServices, request: CloneRequest): Promise<CloneSource> {
  const { vmid, snapshot, storage, format } = request
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  const section = snapshot ? config.requireSnapshot(snapshot) : config.current
  const template = config.current.get('template') === '1'
  const full = request.full ?? !template
  services.guests.requireFree(request.newid)
  if (!full && (storage || format)) throw new Failure(`parameter 'storage' or 'format' not allowed for linked clones`, { status: 400 })
  if (!full && !template) throw new Failure(`linked clone of VM ${vmid} is not possible: it is no template - use full=1`, { status: 400 })
  if (storage) services.storage.usable(storage, 'images')
  for (const [key, drive] of disks(section.values)) {
    if (isCloudInit(drive)) continue
    if (!isVolume(drive.file))
      throw new Failure(`${key}: '${drive.file}' is no volume of a storage and cannot be cloned - take it out first`)
    if (snapshot && !services.storage.supports(drive.file, 'copy', { snapshot })) {
      throw new Failure(`${key}: copying ${drive.file} from snapshot '${snapshot}' is not possible on its storage`)
    }
    if (!full && key !== 'tpmstate0' && !services.storage.supports(drive.file, 'clone'))
      throw new Failure(`${key}: storage of ${drive.file} has no linked clones - use full=1`)
  }
  return { section, full, running: full && !snapshot && (await services.runtime.running(vmid)) !== undefined }
}
