import { checkLock, isVolume, readGuestConfig, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { mounts } from '../mount-keys.ts'

export interface CloneRequest {
  readonly vmid: number
  readonly newid: number
  readonly hostname?: string
  readonly description?: string
  readonly pool?: string
  readonly snapshot?: string
  readonly storage?: string
  /** undefined: linked if it is a template, full otherwise */
  readonly full?: boolean
  /** MiB per second */
  readonly rateMBps?: number
}

/** What is cloned, and how. */
export interface CloneSource {
  readonly section: ConfigSection
  readonly full: boolean
  /** The container runs and it is its present state that is wanted. */
  readonly running: boolean
}

/** Why the volume cannot be cloned so; undefined: it can. */
function problem(
  services: LxcServices,
  request: CloneRequest,
  { full, running }: Omit<CloneSource, 'section'>,
  file: string,
): string | undefined {
  const { vmid, snapshot } = request
  const { storage } = services
  if (!isVolume(file)) return `'${file}' is no volume of a storage and cannot be cloned - take it out first`
  if (snapshot && !storage.supports(file, 'copy', { snapshot }))
    return `copying ${file} from snapshot '${snapshot}' is not possible on its storage`
  if (!full && !storage.supports(file, 'clone')) return `storage of ${file} has no linked clones - use full=1`
  if (running && !storage.supports(file, 'snapshot', { running })) {
    return `CT ${vmid} is running, and the storage of ${file} has no snapshots to copy from - stop it first`
  }
  return undefined
}

/** Fails when the request cannot be carried out, before there is a task. */
export async function checkClone(services: LxcServices, request: CloneRequest): Promise<CloneSource> {
  const { vmid, snapshot, storage } = request
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('CT', config)
  const section = snapshot ? config.requireSnapshot(snapshot) : config.current
  const template = config.current.get('template') === '1'
  const full = request.full ?? !template
  services.guests.requireFree(request.newid)
  if (!full && storage) throw new Failure(`parameter 'storage' not allowed for linked clones`, { status: 400 })
  if (!full && !template) throw new Failure(`linked clone of CT ${vmid} is not possible: it is no template - use full=1`, { status: 400 })
  if (storage) services.storage.usable(storage, 'rootdir')
  const running = full && !snapshot && (await services.runtime.running(vmid)) !== undefined
  for (const [key, { file }] of mounts(section.values)) {
    const why = problem(services, request, { full, running }, file)
    if (why !== undefined) throw new Failure(`${key}: ${why}`)
  }
  return { section, full, running }
}
