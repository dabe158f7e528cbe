import type { TaskHandle } from '@quorate/contract'
import {
  changeGuestConfig,
  checkLock,
  guestPath,
  isCloudInit,
  isVolume,
  parseDrive,
  readGuestConfig,
  type GuestConfig,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { topNode } from '../hot/disk-node.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { startVm } from '../steps/start-vm.ts'
import { authorOf, placeHere } from './author.ts'
import { stopVm } from './stop-vm.ts'
import { keepAsUnused } from './edit-config.ts'
import { disks, isDriveKey, isUnusedKey, ownerOf } from './vm-keys.ts'

/** Keys of the present guest that a snapshot neither holds nor brings back. */
const notSnapshot = new Set(['lock', 'parent', 'template', 'digest'])
const ofSnapshots = new Set(['snaptime', 'snapstate', 'vmstate', 'runningmachine', 'runningcpu', 'parent'])

function volumes(config: GuestConfig): [key: string, volid: string][] {
  return disks(config.current.values).flatMap(([key, { file }]) => (isVolume(file) ? [[key, file] as [string, string]] : []))
}

/** Fails when no snapshot can be made now. */
export async function checkSnapshot(services: QemuServices, vmid: number, name: string, withMemory: boolean): Promise<void> {
  if (name === 'current' || name === 'pending') throw new Failure(`unable to use snapshot name '${name}' (reserved name)`)
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  if (config.current.get('template') === '1') throw new Failure(`a template cannot have snapshots: VM ${vmid}`)
  if (config.snapshot(name)) throw new Failure(`snapshot name '${name}' already used`)
  const running = (await services.runtime.running(vmid)) !== undefined
  if (withMemory && running)
    throw new Failure(`a snapshot of VM ${vmid} with its memory is not implemented - leave out vmstate`, { status: 501 })
  for (const [key, volid] of volumes(config)) {
    if (!services.storage.supports(volid, 'snapshot', { running }))
      throw new Failure(`snapshot feature is not available: ${key} (${volid})`)
    if (running && !volid.endsWith('.qcow2'))
      throw new Failure(`snapshot of ${key} (${volid}) while VM ${vmid} runs is not possible - shut it down first`)
  }
}

async function lock(services: QemuServices, task: TaskHandle, vmid: number, name: string): Promise<void> {
  const place = placeHere(services, vmid)
  await task.undo('qemu.unlock', { path: guestPath(place), lock: name })
  await changeGuestConfig(services.store, authorOf(task), place, {}, config => config.current.set('lock', name))
}

/** One snapshot of every disk at the same instant: QEMU stands still in between, for milliseconds. */
async function whileStopped(client: QmpClient, work: () => Promise<void>): Promise<void> {
  const { running } = await client.execute('query-status')
  if (running) await client.execute('stop')
  try {
    await work()
  } finally {
    if (running) await client.execute('cont')
  }
}

export async function createSnapshot(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  name: string,
  description?: string,
): Promise<void> {
  await checkSnapshot(services, vmid, name, false)
  const place = placeHere(services, vmid)
  await lock(services, task, vmid, 'snapshot')
  const { config } = readGuestConfig(services.store, place)
  const made: [key: string, volid: string][] = []
  const running = (await services.runtime.running(vmid)) !== undefined
  try {
    if (running) {
      await services.runtime.qmp(vmid, client =>
        whileStopped(client, async () => {
          for (const [key, volid] of volumes(config)) {
            await client.execute('blockdev-snapshot-internal-sync', { device: topNode(key), name })
            made.push([key, volid])
          }
        }),
      )
    } else {
      for (const [key, volid] of volumes(config)) {
        await services.storage.createSnapshot(task, volid, name)
        made.push([key, volid])
      }
    }
    await changeGuestConfig(services.store, authorOf(task), place, { lock: 'snapshot' }, edited => {
      const section = edited.addSnapshot(name, edited.current)
      for (const key of section.values.keys()) if (notSnapshot.has(key) || isUnusedKey(key)) section.delete(key)
      const parent = edited.current.get('parent')
      if (parent) section.set('parent', parent)
      section.set('snaptime', String(Math.floor(services.host.now() / 1000)))
      section.setDescription(description)
      edited.current.set('parent', name)
      edited.current.delete('lock')
    })
  } catch (error) {
    for (const [key, volid] of made) await removeFromDisk(services, vmid, key, volid, name, running)
    throw error
  }
}

async function removeFromDisk(
  services: QemuServices,
  vmid: number,
  key: string,
  volid: string,
  name: string,
  running: boolean,
): Promise<void> {
  if (!running) return await services.storage.removeSnapshot(volid, name)
  await services.runtime.qmp(vmid, client => client.execute('blockdev-snapshot-delete-internal-sync', { device: topNode(key), name }))
}

/** Removes a snapshot from the disks and from the config. `force`: from the config also where a disk refuses. */
export async function deleteSnapshot(services: QemuServices, task: TaskHandle, vmid: number, name: string, force: boolean): Promise<void> {
  const place = placeHere(services, vmid)
  const { config } = readGuestConfig(services.store, place)
  const section = config.requireSnapshot(name)
  checkLock('VM', config, 'snapshot-delete')
  const running = (await services.runtime.running(vmid)) !== undefined
  const present = new Map(volumes(config).map(([key, volid]) => [volid, key]))
  for (const [, { file }] of disks(section.values)) {
    if (!isVolume(file)) continue
    try {
      const key = present.get(file)
      await removeFromDisk(services, vmid, key ?? '', file, name, running && key !== undefined)
    } catch (error) {
      if (!force) throw new Failure(`snapshot '${name}' of ${file} could not be removed`, { cause: error })
      task.warn(`${file}: ${(error as Error).message}`)
    }
  }
  await changeGuestConfig(services.store, authorOf(task), place, { lock: 'snapshot-delete' }, edited => {
    const parent = edited.snapshot(name)?.get('parent')
    for (const other of [edited.current, ...edited.snapshots().values()]) {
      if (other.get('parent') !== name) continue
      if (parent) other.set('parent', parent)
      else other.delete('parent')
    }
    edited.removeSection(name)
    edited.current.delete('lock')
    keepOwn(edited, vmid, section.values)
  })
}

/** Volumes of the guest that the present config does not name any more stay in sight as unused. */
function keepOwn(config: GuestConfig, vmid: number, values: ReadonlyMap<string, string>): void {
  for (const [key, text] of values) {
    if (!isDriveKey(key) && !isUnusedKey(key)) continue
    const drive = parseDrive(text)
    if (ownerOf(drive.file) === vmid && !isCloudInit(drive)) keepAsUnused(config, vmid, drive.file)
  }
}

export async function checkRollback(services: QemuServices, vmid: number, name: string): Promise<void> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  config.requireSnapshot(name)
  checkLock('VM', config)
  if (config.current.get('template') === '1') throw new Failure(`unable to rollback a template: VM ${vmid}`)
}

/** Brings disks and config back to a snapshot. A running VM is stopped for it, and runs again only when that is asked for. */
export async function rollbackVm(services: QemuServices, task: TaskHandle, vmid: number, name: string, start: boolean): Promise<void> {
  await checkRollback(services, vmid, name)
  const place = placeHere(services, vmid)
  if (await services.runtime.running(vmid)) {
    await stopVm(services, task, vmid)
  }
  await lock(services, task, vmid, 'rollback')
  const { config } = readGuestConfig(services.store, place)
  for (const [, { file }] of disks(config.requireSnapshot(name).values)) if (isVolume(file)) await services.storage.rollback(file, name)
  await changeGuestConfig(services.store, authorOf(task), place, { lock: 'rollback' }, edited => {
    const former = new Map(edited.current.values)
    edited.replaceCurrent(edited.requireSnapshot(name), () => false)
    for (const key of ofSnapshots) edited.current.delete(key)
    edited.current.set('parent', name)
    keepOwn(edited, vmid, former)
    edited.removeSection('PENDING')
  })
  if (start) await startVm(services, task, vmid)
}
