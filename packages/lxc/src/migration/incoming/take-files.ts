import type { TaskHandle } from '@quorate/contract'
import { parseGuestConfig, receiveTrees, type ExportPlace, type IncomingPlaces, type StreamPlace } from '@quorate/guest'
import { planIdMap } from '../../plan/id-map.ts'
import type { LxcServices } from '../../services.ts'
import { makeFileSystem } from '../../volumes/make-file-system.ts'
import { rootOwner } from '../../volumes/root-owner.ts'
import { scratchMount } from '../../volumes/scratch-mount.ts'
import type { IncomingRequest } from '../wire.ts'

export interface FilesToTake {
  readonly vmid: number
  readonly places: IncomingPlaces
  readonly request: IncomingRequest
  /** Ids here by those at the source. */
  readonly volumes: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

/**
 * Makes file systems in new volumes and lets the source fill them with files, as long as `taking` lasts. undefined: no
 * volume comes like that
 */
export async function takeFiles(
  services: LxcServices,
  task: TaskHandle,
  { vmid, places, request, volumes, signal }: FilesToTake,
  taking: AsyncDisposableStack,
): Promise<ExportPlace | undefined> {
  const { session, insecure, source } = request
  const trees = request.volumes.filter(({ kind }) => kind === 'tree')
  if (trees.length === 0) return undefined
  const { current } = parseGuestConfig(request.config, 'lxc')
  const owner = rootOwner(planIdMap({ unprivileged: current.get('unprivileged') === '1' }, current.rawLxc()))
  const folders = new Map<string, string>()
  const names: Record<string, string> = {}
  for (const [at, { volid }] of trees.entries()) {
    const made = volumes[volid] as string
    await makeFileSystem(services, made, owner, task.signal)
    const { path } = taking.use(await scratchMount(services, task, vmid, made))
    const name = `${session}-tree${at}`
    folders.set(name, path)
    names[volid] = name
  }
  using taken = await places.take('trees')
  const place = taken.places[0] as StreamPlace
  const tls = insecure ? undefined : { peer: source, credentials: services.otherNodes?.credentials() }
  taking.use(await receiveTrees(services.host, { place, tls, folders, signal }))
  return { ...place, names }
}
