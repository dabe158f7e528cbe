import type { ConfigStore } from '@quorate/cluster'
import { Failure } from '@quorate/schema'
import { isGuestVolume, type ImageFormat } from '../content-type.ts'
import { NameTaken } from '../errors.ts'
import type { Work } from '../work.ts'
import { contentOf } from './list-content.ts'
import { makingFor, renameBackAction, unmakeBaseAction } from './making.ts'
import type { Storages } from './storages.ts'
import { canClone } from './supports.ts'

/** Held while a base image and what depends on it must not change: milliseconds. */
const lockTimes = { ttlMs: 60_000, waitMs: 60_000 }

export function lockStorage(store: Pick<ConfigStore, 'lock'>, storage: string): Promise<AsyncDisposable> {
  return store.lock(`storage-${storage}`, lockTimes)
}

export async function makeBaseVolume(storages: Storages, store: Pick<ConfigStore, 'lock'>, work: Work, volid: string): Promise<string> {
  const { entry, storage, name } = await storages.existing(volid)
  const clones = storage.clones
  if (!clones) throw new Failure(`volume '${volid}': storage '${entry.id}' has no base images`)
  await using _lock = await lockStorage(store, entry.id)
  const base = clones.baseName(name)
  if (await storage.volumes.find(storage.volumes.describe(base))) throw new NameTaken(entry.id, base)
  await work.undo(unmakeBaseAction, { volid: `${entry.id}:${base}`, former: name.text })
  return `${entry.id}:${await clones.makeBase(name)}`
}

export async function cloneVolume(
  storages: Storages,
  store: ConfigStore,
  work: Work,
  volid: string,
  request: { vmid: number; name?: string },
): Promise<string> {
  const { entry, storage, name } = await storages.existing(volid)
  if (!storage.clones) throw new Failure(`volume '${volid}': storage '${entry.id}' has no linked clones`)
  const format = storage.clones.cloneFormat(name.format as ImageFormat)
  if (!canClone(format, contentOf(store, name) === 'rootdir')) {
    throw new Failure(`volume '${volid}': storage '${entry.id}' has no linked clones of it that a container could use; make a full one`)
  }
  await using _lock = await lockStorage(store, entry.id)
  return `${entry.id}:${await storage.clones.clone(name, request, makingFor(work, entry.id, `cloning ${volid}`))}`
}

/** Takes the next free name until one is really free. */
export async function reassignVolume(storages: Storages, work: Work, volid: string, vmid: number): Promise<string> {
  const { entry, storage, name } = await storages.existing(volid)
  if (!isGuestVolume(name.content) || name.isBase) throw new Failure(`volume '${volid}' cannot be given to another guest`)
  for (;;) {
    const to = await storage.volumes.freeName(vmid, name)
    const undo = await work.undo(renameBackAction, { volid: `${entry.id}:${to}`, former: name.text })
    try {
      await storage.volumes.rename(name, storage.volumes.describe(to))
      return `${entry.id}:${to}`
    } catch (error) {
      await undo.settle()
      if (!(error instanceof NameTaken)) throw error
    }
  }
}

/** Refused while linked clones depend on the volume, and for backups that are protected. */
export async function freeVolume(storages: Storages, store: Pick<ConfigStore, 'lock'>, volid: string): Promise<void> {
  const { entry, storage, name } = storages.volume(volid)
  const listed = await storage.volumes.find(name)
  if (listed?.protected) throw new Failure(`can't remove volume '${volid}': it is protected`)
  if (!name.isBase || !storage.clones) return await storage.volumes.free(name)
  await using _lock = await lockStorage(store, entry.id)
  const clones = await storage.clones.clonesOf(name)
  if (clones.length > 0) {
    const named = clones.slice(0, 5).map(one => `'${entry.id}:${one}'`)
    throw new Failure(`base volume '${volid}' is still in use by linked clones: ${named.join(', ')}${clones.length > 5 ? ' and more' : ''}`)
  }
  await storage.volumes.free(name)
}
