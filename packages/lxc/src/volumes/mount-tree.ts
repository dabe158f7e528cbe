import type { ContainerPlan } from '../plan/container-plan.ts'
import { guestFolder, rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'
import { mountOne } from './mount-one.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

/** What of a plan says how its file systems are mounted. */
export type TreePlan = Pick<ContainerPlan, 'mounts' | 'idMap'>

/** Ids of the volumes of a container's file systems. */
export function volumesOf({ mounts }: Pick<TreePlan, 'mounts'>): string[] {
  return [...new Set(mounts.filter(mount => mount.volume).map(mount => mount.source))]
}

/**
 * Folders of a container below LXC's own, which everybody may pass through. This one is for root, and for the container's
 * own root, who has to reach what is mounted in it: programs with setuid in there are nothing for users of the machine.
 */
async function makeFolders({ host }: Services, vmid: number, { idMap }: TreePlan): Promise<void> {
  const folder = guestFolder(host.root, vmid)
  const group = idMap.gid.find(range => range.inside === 0)?.outside
  await host.files.makeDirectory(folder, 0o755)
  using files = host.openRoot(folder)
  await files.chown('/', 0, group ?? 0)
  await files.chmod('/', group === undefined ? 0o700 : 0o710)
  await host.files.makeDirectory(rootMount(host.root, vmid), 0o755)
}

/**
 * Mounts a container's file systems at `<root>/var/lib/lxc/<vmid>/rootfs`, in the order of the plan. Volumes must be
 * activated. What an earlier run left mounted there goes first. Leaves nothing mounted when it fails.
 */
export async function mountTree(
  services: Services,
  vmid: number,
  plan: TreePlan,
  options: { readOnly?: boolean; warn?: (line: string) => void } = {},
): Promise<void> {
  const root = rootMount(services.host.root, vmid)
  await unmountTree(services, vmid)
  await makeFolders(services, vmid, plan)
  const tree = { root, idMap: plan.idMap, readOnly: options.readOnly ?? false, warn: options.warn }
  try {
    for (const mount of plan.mounts) await mountOne(services, tree, mount)
  } catch (error) {
    await unmountTree(services, vmid)
    throw error
  }
}

/** No error when nothing is mounted. */
export async function unmountTree({ host }: Pick<Services, 'host'>, vmid: number): Promise<void> {
  await host.mounts.unmountBelow(rootMount(host.root, vmid))
}
