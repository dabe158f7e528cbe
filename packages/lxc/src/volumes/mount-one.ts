import type { IdMap, MountOptions } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { MountPlan } from '../plan/container-plan.ts'
import { isPrivileged } from '../plan/id-map.ts'
import type { LxcServices } from '../services.ts'
import { mountSource, type FoundSource } from './mount-source.ts'
import { volumeIdMap } from './volume-id-map.ts'

type Services = Pick<LxcServices, 'host' | 'storage'>

/** Where a container's tree is put together. */
export interface Tree {
  /** Folder that the root file system is mounted on. */
  readonly root: string
  readonly idMap: IdMap
  /** Nothing in it shall be changed. */
  readonly readOnly: boolean
  /** Told what has no effect. */
  readonly warn?: ((line: string) => void) | undefined
}

/** Of a file system, not of one mount of it. */
function tellOfNoEffect({ key, options, acl, quota }: MountPlan, { warn }: Tree): void {
  const idle = [
    ...options.filter(option => option === 'discard' || option === 'lazytime'),
    ...(acl === undefined ? [] : ['acl']),
    ...(quota ? ['quota'] : []),
  ]
  if (idle.length) warn?.(`${key}: ${idle.join(', ')} has no effect: it is a folder in another file system`)
}

function optionsOf(mount: MountPlan, found: FoundSource, tree: Tree): MountOptions {
  const quota = mount.quota && isPrivileged(tree.idMap) && mount.volume
  return {
    readOnly: mount.readOnly || found.readOnly || tree.readOnly,
    ...Object.fromEntries(mount.options.map(option => [option, true])),
    ...(mount.acl === undefined || found.source.kind === 'folder' ? {} : { acl: mount.acl }),
    ...(quota ? { quota } : {}),
  }
}

/** Owner and mode of what lies at the path in the tree, as the machine numbers owners. undefined: nothing there */
function lookAt({ host }: Services, { root }: Tree, path: string) {
  using files = host.openRoot(root)
  return files.look(path)
}

async function makeTarget({ host }: Services, tree: Tree, { key, target }: MountPlan): Promise<void> {
  using files = host.openRoot(tree.root, tree.idMap)
  try {
    await files.makeFolder(target)
  } catch (error) {
    throw new Failure(`${key}: there can be no folder '${target}' to mount it on`, { cause: error })
  }
}

/** A new volume takes owner and mode of the folder that it comes to lie over: the program that is to use it expects them. */
async function takeAttributes(
  { host }: Services,
  tree: Tree,
  { target }: MountPlan,
  under: { uid: number; gid: number; mode: number },
): Promise<void> {
  using files = host.openRoot(tree.root)
  if (files.list(target).some(name => name !== 'lost+found')) return
  await files.chown(target, under.uid, under.gid)
  await files.chmod(target, under.mode)
}

/** Mounts one file system at its place in the tree. A volume with the ids of another container gets an id map. */
export async function mountOne(services: Services, tree: Tree, mount: MountPlan): Promise<void> {
  const { mounts } = services.host
  const target = { root: tree.root, path: mount.target }
  const found = await mountSource(services, mount)
  const options = optionsOf(mount, found, tree)
  if (found.source.kind === 'folder') tellOfNoEffect(mount, tree)
  if (mount.target !== '/' && lookAt(services, tree, mount.target)?.kind !== 'directory') await makeTarget(services, tree, mount)
  const under =
    mount.keepAttributes && mount.target !== '/' && mount.volume && !options.readOnly ? lookAt(services, tree, mount.target) : undefined
  try {
    await mounts.mount(found.source, target, mount.volume ? { ...options, idMap: owner => volumeIdMap(tree.idMap, owner) } : options)
  } catch (error) {
    throw new Failure(`${mount.key}: '${mount.source}' could not be mounted`, { cause: error })
  }
  if (under) await takeAttributes(services, tree, mount, under)
}
