import type { TaskHandle } from '@quorate/contract'
import { jointProgress, parseDrive, sizeText } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { planIdMap } from '../../plan/id-map.ts'
import type { LxcServices } from '../../services.ts'
import { copyVolume } from '../../volumes/copy-volume.ts'
import { atOneInstant } from '../at-one-instant.ts'
import { membersOf, textOf } from '../config-members.ts'
import { mounts } from '../mount-keys.ts'
import type { CloneRequest, CloneSource } from './check-clone.ts'

/** Snapshot of a running container's volumes, for as long as they are copied. */
function passingName(newid: number): string {
  return `clone-${newid}`
}

/** Copies of the volumes of the source, by its volume ids. */
async function copies(services: LxcServices, task: TaskHandle, request: CloneRequest, source: CloneSource): Promise<Map<string, string>> {
  const { section, running } = source
  const { newid, storage, rateMBps } = request
  const idMap = planIdMap({ unprivileged: section.get('unprivileged') === '1' }, section.rawLxc())
  const volids = [...new Set(mounts(section.values).map(([, { file }]) => file))]
  const sizes = new Map<string, number>()
  for (const volid of volids) {
    const { size, used } = await services.storage.info(volid)
    sizes.set(volid, size || used)
  }
  const part = jointProgress(
    task,
    [...sizes.values()].reduce((sum, size) => sum + size, 0),
    'copying volumes',
  )
  const snapshot = running ? passingName(newid) : request.snapshot
  const made = new Map<string, string>()
  for (const volid of volids) {
    task.log(`copying ${volid}${snapshot === undefined ? '' : ` as of snapshot '${snapshot}'`}`)
    const how = { ...(snapshot === undefined ? {} : { snapshot }), ...(rateMBps === undefined ? {} : { rateMBps }) }
    made.set(
      volid,
      await copyVolume(services, part(sizes.get(volid) ?? 0), { volid, storage: storage ?? storageOf(volid), vmid: newid, idMap, ...how }),
    )
  }
  return made
}

async function copiesOfRunning(
  services: LxcServices,
  task: TaskHandle,
  request: CloneRequest,
  source: CloneSource,
): Promise<Map<string, string>> {
  const { vmid, newid } = request
  const name = passingName(newid)
  const volids = [...new Set(mounts(source.section.values).map(([, { file }]) => file))]
  await atOneInstant(services, task, vmid, async () => {
    for (const volid of volids) await services.storage.createSnapshot(task, volid, name)
  })
  const made = await copies(services, task, request, source)
  for (const volid of volids) await services.storage.removeSnapshot(volid, name)
  return made
}

async function clones(services: LxcServices, task: TaskHandle, request: CloneRequest, source: CloneSource): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  for (const [key, { file }] of mounts(source.section.values)) {
    task.log(`${key}: cloning ${file}`)
    if (!made.has(file)) made.set(file, await services.storage.clone(task, file, request.newid))
  }
  return made
}

/**
 * Makes the volumes of a clone and answers what its config says of each mount: copies of those of the source, of all at
 * the same moment where it runs, or volumes that build on a template's. Unused volumes stay behind.
 */
export async function cloneVolumes(
  services: LxcServices,
  task: TaskHandle,
  request: CloneRequest,
  source: CloneSource,
): Promise<Map<string, string>> {
  const make = !source.full ? clones : source.running ? copiesOfRunning : copies
  const made = await make(services, task, request, source)
  const texts = new Map<string, string>()
  for (const [key, text] of source.section.values) {
    const volid = /^(?:rootfs|mp\d+)$/.test(key) ? made.get(parseDrive(text).file) : undefined
    if (volid === undefined) continue
    const { size } = await services.storage.info(volid)
    const { size: _, ...others } = membersOf(key, text) ?? {}
    texts.set(key, textOf(key, { ...others, volume: volid, ...(size > 0 ? { size: sizeText(size) } : {}) }))
  }
  return texts
}
