import { checkLock, readGuestConfig, type RemoteStorage, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { localResources } from '../../migration/local-resources.ts'
import { lookAtVolumes, type LookedAt } from '../../migration/outgoing/look-at-volumes.ts'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'

export interface RemoteOptions {
  readonly targetVmid: number
  /** A container that runs is shut down, moved, and started at the target. */
  readonly restart: boolean
  /** seconds that it has to shut down */
  readonly timeout: number
  /** The container and its volumes are removed here once it is there. */
  readonly remove: boolean
  readonly storage: StorageMap
  readonly bridge: StorageMap
  /** MiB per second */
  readonly rateMBps?: number
}

export interface CheckedHere {
  readonly text: string
  readonly runs: boolean
  readonly plan: LookedAt
}

/** As long as it is not known what the target's storages can. */
const anything = (): RemoteStorage => ({ type: '', asFiles: true, formats: ['raw', 'subvol'] })

/** Looks at all that can speak against it on this node, and fails with everything that does. */
export async function checkHere(
  services: LxcServices,
  vmid: number,
  options: RemoteOptions,
  storageThere: (id: string) => RemoteStorage = anything,
): Promise<CheckedHere> {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('CT', config)
  const runs = (await services.runtime.running(vmid)) !== undefined
  if (runs && !options.restart)
    throw new Failure(
      `CT ${vmid} is running, and a container cannot be migrated online: use restart, which shuts it down, moves it, and starts it there`,
    )
  const problems: string[] = []
  if (config.current.get('template') === '1') problems.push('it is a template: make a full clone of it and migrate that')
  if (config.snapshots().size) problems.push('it has snapshots, which cannot come along to another cluster: remove them')
  if (config.current.get('protection') === '1' && options.remove) problems.push('it is protected, and so cannot be removed here (delete)')
  for (const { key, path, kind } of localResources(config, true)) problems.push(`${key}: ${path} is a ${kind} of this node: take it out`)
  const plan = await lookAtVolumes(services, vmid, config, options.storage, storageThere)
  problems.push(...plan.problems)
  if (problems.length) throw new Failure(`CT ${vmid} cannot be migrated to another cluster: ${problems.join('; ')}`)
  return { text, runs, plan }
}
