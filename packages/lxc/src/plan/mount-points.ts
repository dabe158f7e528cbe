import { isVolume } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { numberedKeys, type ContainerConfig, type MountPointConfig, type RootConfig } from './container-config.ts'
import type { MountOption, MountPlan } from './container-plan.ts'

/** LXC mounts file systems of the kernel there, which would hide it. */
const taken = ['/dev', '/proc', '/sys']

/** `/srv//data/` as `/srv/data` */
function tidy(path: string): string {
  return `/${path.split('/').filter(Boolean).join('/')}`
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`)
}

function planOne(key: string, mount: RootConfig | MountPointConfig, target: string): MountPlan {
  return {
    key,
    source: mount.volume,
    volume: isVolume(mount.volume),
    target,
    readOnly: mount.ro ?? false,
    options: (mount.mountoptions?.split(';') ?? []) as MountOption[],
    acl: mount.acl,
    quota: mount.quota ?? false,
    keepAttributes: 'keepattrs' in mount && mount.keepattrs === true,
  }
}

function targetOf(key: string, { mp }: MountPointConfig): string {
  if (!mp.startsWith('/')) throw new Failure(`${key}: mp '${mp}' is no absolute path`)
  const target = tidy(mp)
  if (target === '/') throw new Failure(`${key}: mp '${mp}' is the place of the root file system`)
  const folder = taken.find(one => isBelow(target, one))
  if (folder !== undefined) throw new Failure(`${key}: nothing can be mounted at '${mp}': ${folder} is mounted anew at every start`)
  return target
}

/** Where one mount point of the config goes. */
export function planMountPoint(key: string, mount: MountPointConfig): MountPlan {
  return planOne(key, mount, targetOf(key, mount))
}

/**
 * The file systems of a container in the order in which they are mounted: the root first, and what lies in another one after
 * that. Fails for two at one place.
 */
export function planMounts(config: ContainerConfig): MountPlan[] {
  if (!config.rootfs) throw new Failure('rootfs: is not set - a container needs a root file system')
  const points = numberedKeys(config, 'mp').map(key => planMountPoint(key, config[key] as MountPointConfig))
  for (const [at, point] of points.entries()) {
    const other = points.slice(0, at).find(one => one.target === point.target)
    if (other) throw new Failure(`${point.key}: '${point.target}' is the place of ${other.key} already`)
  }
  const depth = ({ target }: MountPlan) => target.split('/').length
  return [planOne('rootfs', config.rootfs, '/'), ...points.toSorted((a, b) => depth(a) - depth(b))]
}
