import { randomUUID } from 'node:crypto'
import type { TaskHandle } from '@quorate/contract'
import {
  changeGuestConfig,
  checkLock,
  createGuestConfig,
  formatDrive,
  guestPath,
  isCloudInit,
  isVolume,
  parseDrive,
  parseGuestConfig,
  readGuestConfig,
  sizeText,
  withOptions,
  type ConfigSection,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { ImageFormat } from '@quorate/storage'
import { prepareDrive } from '../steps/prepare-drive.ts'
import type { QemuServices } from '../services.ts'
import { authorOf, placeHere, settleable } from './author.ts'
import { completeNic } from './complete-nic.ts'
import { disks, isDriveKey, isUnusedKey } from './vm-keys.ts'

export interface CloneRequest {
  readonly vmid: number
  readonly newid: number
  readonly name?: string
  readonly description?: string
  readonly pool?: string
  readonly snapshot?: string
  readonly storage?: string
  readonly format?: ImageFormat
  /** undefined: linked if it is a template, full otherwise */
  readonly full?: boolean
  /** MiB per second */
  readonly rateMBps?: number
}

/** What is not the clone's: states of the source, its id card, and what waits for its next start. */
const ownKeys = new Set([
  'lock',
  'template',
  'snapstate',
  'snaptime',
  'parent',
  'vmstate',
  'runningmachine',
  'runningcpu',
  'protection',
  'running-nets-host-mtu',
])

function sourceSection(services: QemuServices, request: CloneRequest): { section: ConfigSection; template: boolean } {
  const { config } = readGuestConfig(services.store, placeHere(services, request.vmid))
  checkLock('VM', config)
  const section = request.snapshot ? config.requireSnapshot(request.snapshot) : config.current
  return { section, template: config.current.get('template') === '1' }
}

function isFull(request: CloneRequest, template: boolean): boolean {
  return request.full ?? !template
}

/** Fails when the request cannot be carried out, before there is a task. */
export async function checkClone(services: QemuServices, request: CloneRequest): Promise<void> {
  const { section, template } = sourceSection(services, request)
  services.guests.requireFree(request.newid)
  const full = isFull(request, template)
  if (!full && (request.storage || request.format))
    throw new Failure(`parameter 'storage' or 'format' not allowed for linked clones`, { status: 400 })
  if (!full && !template)
    throw new Failure(`linked clone of VM ${request.vmid} is not possible: it is no template - use full=1`, { status: 400 })
  if (full && (await services.runtime.running(request.vmid))) {
    throw new Failure(`clone of VM ${request.vmid} while it is running is not implemented - shut it down first`, { status: 501 })
  }
  for (const [key, drive] of disks(section.values)) {
    if (!isVolume(drive.file) || isCloudInit(drive)) continue
    if (request.snapshot && !services.storage.supports(drive.file, 'copy', { snapshot: request.snapshot })) {
      throw new Failure(`${key}: copying ${drive.file} from snapshot '${request.snapshot}' is not possible on its storage`)
    }
    if (!full && !services.storage.supports(drive.file, 'clone'))
      throw new Failure(`${key}: storage of ${drive.file} has no linked clones - use full=1`)
  }
}

async function cloneDrive(
  services: QemuServices,
  task: TaskHandle,
  request: CloneRequest,
  key: string,
  text: string,
  full: boolean,
): Promise<string> {
  const drive = parseDrive(text)
  if (isCloudInit(drive)) {
    const storage = request.storage ?? drive.file.slice(0, drive.file.indexOf(':'))
    return await prepareDrive(services, task, request.newid, key, formatDrive({ file: `${storage}:cloudinit`, options: drive.options }))
  }
  if (drive.options.get('media') === 'cdrom' || !isVolume(drive.file)) return text
  const present = drive.file.slice(0, drive.file.indexOf(':'))
  task.log(`${key}: ${full ? 'copying' : 'cloning'} ${drive.file}`)
  const volid = full
    ? await services.storage.copy(task, { volid: drive.file }, request.storage ?? present, request.newid, {
        ...(request.format && key !== 'tpmstate0' ? { format: request.format } : {}),
        ...(request.snapshot ? { snapshot: request.snapshot } : {}),
        ...(request.rateMBps ? { rateMBps: request.rateMBps } : {}),
      })
    : await services.storage.clone(task, drive.file, request.newid)
  const { size } = await services.storage.info(volid)
  return formatDrive(withOptions({ file: volid, options: drive.options }, { size: sizeText(size) }))
}

function newIdentity(values: Map<string, string>, request: CloneRequest): void {
  const smbios = values.get('smbios1')
  values.set(
    'smbios1',
    smbios ? [`uuid=${randomUUID()}`, ...smbios.split(',').filter(part => !part.startsWith('uuid='))].join(',') : `uuid=${randomUUID()}`,
  )
  if (values.has('vmgenid')) values.set('vmgenid', randomUUID())
  values.set('name', request.name ?? `Copy-of-VM-${values.get('name') ?? request.vmid}`)
}

/** Makes a new VM like another: with copies of its disks (full), or with disks that read a template's (linked). */
export async function cloneVm(services: QemuServices, outer: TaskHandle, request: CloneRequest): Promise<void> {
  await checkClone(services, request)
  const { task, settle } = settleable(outer)
  const { section, template } = sourceSection(services, request)
  const place = placeHere(services, request.newid)
  const author = authorOf(task)
  const full = isFull(request, template)
  await task.undo('qemu.remove-config', { path: guestPath(place) })
  await createGuestConfig(services.store, author, place, 'lock: clone\n')
  const source = [...section.values].filter(([key]) => !ownKeys.has(key) && !isUnusedKey(key))
  const values = new Map(source)
  newIdentity(values, request)
  for (const [key, text] of source) {
    if (isDriveKey(key)) values.set(key, await cloneDrive(services, task, request, key, text, full))
    else if (/^net\d+$/.test(key)) values.set(key, completeNic(text, services.guests, { renew: true }))
  }
  await changeGuestConfig(services.store, author, place, { lock: 'clone' }, config => {
    const fresh = parseGuestConfig('')
    for (const [key, value] of [...values].toSorted(([a], [b]) => (a < b ? -1 : 1))) fresh.current.set(key, value)
    fresh.current.setDescription(request.description ?? section.description)
    config.replaceCurrent(fresh.current, () => false)
  })
  await settle()
  if (request.pool && services.pools) await services.pools.add(request.pool, request.newid, task.authid)
}
