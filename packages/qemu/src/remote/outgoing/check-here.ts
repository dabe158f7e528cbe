import { checkLock, readGuestConfig, type GuestConfig, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { localResources } from '../../migration/local-resources.ts'
import { lookAtVolumes, type VolumeLook } from '../../migration/outgoing/look-at-volumes.ts'
import type { VolumePlan } from '../../migration/plan-volumes.ts'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'

export interface RemoteOptions {
  readonly targetVmid: number
  readonly online: boolean
  /** The VM and its disks are removed here once it is there. */
  readonly remove: boolean
  readonly storage: StorageMap
  readonly bridge: StorageMap
  /** MiB per second */
  readonly rateMBps?: number
}

export interface CheckedHere {
  readonly config: GuestConfig
  readonly text: string
  readonly running: boolean
  readonly plan: VolumePlan
}

/** As long as it is not known what the target's storages can. */
const anything: NonNullable<VolumeLook['storageThere']> = () => ({ asFiles: true, formats: ['raw', 'qcow2', 'vmdk'] })

/** Looks at all that can speak against it on this node, and fails with everything that does. */
export async function checkHere(
  services: QemuServices,
  vmid: number,
  options: RemoteOptions,
  storageThere: NonNullable<VolumeLook['storageThere']> = anything,
): Promise<CheckedHere> {
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  const running = (await services.runtime.running(vmid)) !== undefined
  if (running && !options.online) throw new Failure(`can't migrate running VM without --online`)
  const problems: string[] = []
  if (config.current.get('template') === '1') problems.push('it is a template: make a full clone of it and migrate that')
  const { local, mapped } = localResources(config.current)
  for (const key of local) problems.push(`${key} is a device of this node`)
  for (const key of mapped.keys()) problems.push(`${key} is a device or folder by a mapping of this cluster`)
  if (config.snapshots().size) problems.push('it has snapshots, which cannot come along to another cluster: remove them')
  if (config.current.get('protection') === '1' && options.remove) problems.push('it is protected, and so cannot be removed here (delete)')
  const plan = await lookAtVolumes(services, {
    vmid,
    config,
    running,
    withLocalDisks: true,
    target: options.storage,
    storageThere,
  })
  problems.push(...plan.problems)
  if (problems.length) throw new Failure(`VM ${vmid} cannot be migrated to another cluster: ${problems.join('; ')}`)
  return { config, text, running, plan }
}
