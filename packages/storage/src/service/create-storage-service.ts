import type { ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import { isGuestVolume } from '../content-type.ts'
import type { StorageDriver } from '../driver.ts'
import { storageDrivers } from '../drivers.ts'
import type { ResolvedVolume, StorageService, VolumeRow } from '../storage-service.ts'
import { allocateVolume, copyVolume } from './create-volumes.ts'
import { contentOf, listContent, rowOf } from './list-content.ts'
import { cloneVolume, freeVolume, makeBaseVolume, reassignVolume } from './rename-volumes.ts'
import { resourceRows } from './resource-rows.ts'
import { statusOf } from './storage-status.ts'
import { Storages } from './storages.ts'
import { supportsFeature } from './supports.ts'
import { undoActions } from './undo-actions.ts'
import { volumeSnapshots } from './volume-snapshots.ts'

export interface StorageParts {
  readonly store: ConfigStore
  readonly host: Host
  /** Default: all that are built. */
  readonly drivers?: Readonly<Record<string, StorageDriver>>
}

/** Kept beside the service, so that the interface other packages see does not show how undo works. */
const undosOf = new WeakMap<StorageService, Readonly<Record<string, UndoAction>>>()

/** To be registered with the task runner's UndoRegistry: name to action. */
export function storageUndoActions(service: StorageService): Readonly<Record<string, UndoAction>> {
  const actions = undosOf.get(service)
  if (!actions) throw new TypeError('not a service made by createStorageService')
  return actions
}

export function createStorageService({ store, host, drivers = storageDrivers }: StorageParts): StorageService {
  const storages = new Storages(store, host, drivers)
  const here = () => storages.entries().filter(entry => storages.onThisNode(entry) && !entry.disabled)
  const onlyImage = (volid: string) => {
    const volume = storages.volume(volid)
    if (!isGuestVolume(volume.name.content)) throw new Failure(`volume '${volid}' is no disk image`)
    return volume
  }

  async function resolve(volid: string, options: { snapshot?: string } = {}): Promise<ResolvedVolume> {
    const { entry, storage, name } = storages.volume(volid)
    const { content, format, vmid, isBase } = name
    const place = await storage.volumes.path(name, options.snapshot)
    return { volid, storage: entry.id, name: name.text, ...place, format, content, base: isBase, ...(vmid !== undefined && { vmid }) }
  }

  async function files(volid: string) {
    const volume = await storages.existing(volid)
    if (!volume.storage.files) throw new Failure(`volume '${volid}': storage '${volume.entry.id}' holds no files`)
    return { files: volume.storage.files, name: volume.name }
  }

  const service: StorageService = {
    entries: () => storages.entries(),
    entry: storage => storages.entry(storage),
    usable: (storage, content) => storages.usable(storage, content),
    statuses: () =>
      Promise.all(
        storages
          .entries()
          .filter(entry => storages.onThisNode(entry))
          .map(entry => statusOf(storages, entry)),
      ),
    status: storage => statusOf(storages, storages.entry(storage)),

    resolve,
    async activate(volids) {
      for (const volid of new Set(volids)) {
        const { storage, name } = storages.volume(volid)
        await storage.activate()
        await storage.volumes.activate(name)
      }
    },
    async deactivate(volids) {
      for (const volid of new Set(volids)) {
        const { storage, name } = storages.volume(volid)
        await storage.volumes.deactivate(name)
      }
    },
    activateStorage: storage => storages.open(storage).activate(),
    allocate: (work, storage, vmid, options) => allocateVolume(storages, work, storage, vmid, options),
    free: volid => freeVolume(storages, store, volid),
    resize: async (volid, sizeBytes) => {
      const { storage, name } = onlyImage(volid)
      if (name.isBase) throw new Failure(`volume '${volid}' is a base image: it cannot be resized`)
      await storage.volumes.resize(name, sizeBytes)
    },
    clone: (work, volid, vmid, options) => cloneVolume(storages, store, work, volid, { vmid, ...options }),
    copy: (work, source, storage, vmid, options = {}) => copyVolume(storages, work, source, storage, vmid, options),
    makeBase: (work, volid) => makeBaseVolume(storages, store, work, volid),
    reassign: (work, volid, vmid) => reassignVolume(storages, work, volid, vmid),
    supports(volid, feature, options = {}) {
      const { storage, name } = storages.volume(volid)
      return supportsFeature(storage, name, feature, { ...options, container: contentOf(store, name) === 'rootdir' })
    },

    list: (storage, filter = {}) => listContent(storages, store, storage, filter),
    async info(volid) {
      const { entry, storage, name, listed } = await storages.existing(volid)
      const { path } = await storage.volumes.path(name)
      const row = rowOf(entry.id, listed, contentOf(store, name))
      return { ...row, path, used: listed.used ?? listed.size }
    },
    async exists(volid) {
      const { storage, name } = storages.volume(volid)
      return (await storage.volumes.find(name)) !== undefined
    },
    async ownedBy(vmid) {
      const rows: VolumeRow[] = []
      for (const entry of here()) {
        if (!entry.usable || !entry.content.some(isGuestVolume)) continue
        if (!(await statusOf(storages, entry)).active) continue
        const found = await listContent(storages, store, entry.id, { vmid })
        rows.push(...found.filter(row => isGuestVolume(row.content)))
      }
      return rows
    },

    ...volumeSnapshots(storages),

    async setNotes(volid, notes) {
      const { files: on, name } = await files(volid)
      await on.setNotes(name, notes)
    },
    async setProtected(volid, value) {
      const { files: on, name } = await files(volid)
      await on.setProtected(name, value)
    },
    async contentFolder(storage, content) {
      const opened = storages.open(storage, content)
      if (!opened.files) throw new Failure(`storage '${storage}' holds no files`)
      await opened.activate()
      return opened.files.folder(content)
    },
    storageRows: cluster => resourceRows(storages, cluster),
  }
  undosOf.set(service, undoActions(storages, store))
  return service
}
