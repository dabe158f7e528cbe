import { implement, type Implementation } from '@quorate/contract'
import { storageContent } from '@quorate/contract/storage/content'
import { Failure, parameterFailure } from '@quorate/schema'
import { contentTypes, isGuestVolume } from '../content-type.ts'
import { immediately } from '../service/immediate-work.ts'
import { storageUndoActions } from '../service/create-storage-service.ts'
import { describeReference, volumeReferences } from '../service/volume-references.ts'
import { requireProtectable } from './protect-backup.ts'
import { namedVolume, volumeByName } from './named-volume.ts'
import { readVolumeName, readVolumeSize } from './new-volume-request.ts'
import type { StorageApiServices } from './services.ts'
import { maySee, requireChange, requireSee } from './volume-access.ts'
import { parseVolumeId } from '../volume-id.ts'

/** Volumes and files on the storages of this node. */
export function storageContentApi({
  storage: service,
  store,
  host,
  notice = text => console.error(text),
}: StorageApiServices): Implementation[] {
  function requireUnused(volid: string): void {
    const { shared } = service.entry(parseVolumeId(volid).storage)
    const [first] = volumeReferences(store, volid, shared ? undefined : host.root.node)
    if (first) throw new Failure(`can't remove volume '${volid}': it is used by ${describeReference(first)}; detach it there first`)
  }

  return implement(storageContent, {
    async list(call, { storage, content, vmid }) {
      const kind = contentTypes.find(one => one === content)
      if (content !== undefined && !kind) return []
      const rows = await service.list(storage, { ...(kind && { content: kind }), ...(vmid !== undefined && { vmid }) })
      return rows.filter(row => maySee(call, row))
    },
    async get(call, { storage, volume }) {
      const volid = namedVolume(volume, storage)
      requireSee(call, await volumeByName(service, volid))
      const { path, size, used, format, notes, protected: kept } = await service.info(volid)
      return { path, size, used, format, ...(notes !== undefined && { notes }), ...(kept && { protected: true }) }
    },
    async create(call, { storage, filename, format, size, vmid }) {
      const named = readVolumeName(filename, format)
      const request = { sizeBytes: readVolumeSize(size, named.format), ...named }
      return await immediately(storageUndoActions(service), call.signal, notice, work => service.allocate(work, storage, vmid, request))
    },
    async remove(call, { storage, volume }) {
      const volid = namedVolume(volume, storage)
      requireChange(call, await volumeByName(service, volid))
      if (!(await service.exists(volid))) throw new Failure(`volume '${volid}' does not exist`)
      requireUnused(volid)
      return async task => {
        requireUnused(volid)
        await service.free(volid)
        task.log(`Removed volume '${volid}'`)
      }
    },
    async copy(_call, { storage, volume, target, target_node: node }) {
      if (node !== undefined && node !== host.root.node) {
        throw parameterFailure({ target_node: `volumes can be copied only within node '${host.root.node}'` })
      }
      const volid = namedVolume(volume, storage)
      const to = await service.resolve(namedVolume(target, undefined))
      const { vmid } = to
      if (!isGuestVolume(to.content) || vmid === undefined) throw parameterFailure({ target: `'${target}' is no disk image` })
      if (!(await service.exists(volid))) throw new Failure(`volume '${volid}' does not exist`)
      return async task => {
        await service.copy(task, { volid }, to.storage, vmid, { name: to.name.split('/').at(-1) as string })
      }
    },
    async update(call, { storage, volume, notes, protected: on }) {
      const volid = namedVolume(volume, storage)
      requireChange(call, await volumeByName(service, volid))
      if (on) await requireProtectable(service, call, volid)
      if (notes !== undefined) await service.setNotes(volid, notes)
      if (on !== undefined) await service.setProtected(volid, on)
      return null
    },
  })
}
