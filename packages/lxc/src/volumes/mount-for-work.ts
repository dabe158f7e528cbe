import type { TaskHandle } from '@quorate/contract'
import type { IdMap } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ContainerConfig, RawLine } from '../plan/container-config.ts'
import { planIdMap } from '../plan/id-map.ts'
import { planMounts } from '../plan/mount-points.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import { mountTree, unmountTree, volumesOf } from './mount-tree.ts'
import { removeEmptyFolder } from './remove-folder.ts'

type Services = Pick<LxcServices, 'host' | 'storage' | 'runtime'>

/** The file systems of a container that does not run, mounted for work on them until it is disposed. */
export interface WorkMount extends AsyncDisposable {
  /** Folder of the root file system, with all mount points in it: to be worked on through `host.openRoot(path, idMap)`. */
  readonly path: string
  readonly idMap: IdMap
  /** They stay mounted when the task is over, until `unmountWork` or the start of the container. */
  keep(): Promise<void>
}

export interface WorkMountOptions {
  readonly readOnly?: boolean
  /** Leaves mount points out: the root file system alone. */
  readonly rootOnly?: boolean
}

/**
 * Mounts all of a container's file systems at the place where they are when it runs. When the task is broken off they are
 * unmounted. Fails for a container that runs, and for a file system that cannot be mounted.
 */
export async function mountForWork(
  services: Services,
  task: Pick<TaskHandle, 'undo'>,
  vmid: number,
  { config, raw }: { readonly config: ContainerConfig; readonly raw: readonly RawLine[] },
  options: WorkMountOptions = {},
): Promise<WorkMount> {
  if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} is running: its file systems are in use`)
  const mounts = planMounts(config).filter(({ key }) => key === 'rootfs' || !options.rootOnly)
  const plan = { mounts, idMap: planIdMap(config, raw) }
  const volumes = volumesOf(plan)
  const undo = await task.undo('lxc.unmount', { vmid, volumes })
  await services.storage.activate(volumes)
  try {
    await mountTree(services, vmid, plan, options)
  } catch (error) {
    await services.storage.deactivate(volumes)
    throw error
  }
  let kept = false
  return {
    path: rootMount(services.host.root, vmid),
    idMap: plan.idMap,
    async keep() {
      kept = true
      await undo.settle()
    },
    async [Symbol.asyncDispose]() {
      if (kept) return
      await unmountWork(services, vmid, volumes)
      await undo.settle()
    },
  }
}

/** Unmounts what was mounted for work. Of a container that has started meanwhile nothing is touched. */
export async function unmountWork(services: Services, vmid: number, volumes: readonly string[]): Promise<void> {
  if (await services.runtime.running(vmid)) return
  await unmountTree(services, vmid)
  await removeEmptyFolder(services, vmid)
  await services.storage.deactivate(volumes)
}
