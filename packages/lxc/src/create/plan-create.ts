import type { Call } from '@quorate/contract'
import { asPoolMember, checkHookscript, checkTags, copyRate, cryptPassword, formatDrive, newVolumeOf, parseDrive } from '@quorate/guest'
import { Failure, parameterFailure, permissionFailure } from '@quorate/schema'
import { readOciArchive, storageOf } from '@quorate/storage'
import { checkFeatures } from '../procedures/access/feature-access.ts'
import { checkValueAccess } from '../procedures/access/value-access.ts'
import { checkTogether } from '../procedures/check-change.ts'
import { checkTimeZoneName } from '../procedures/check-time-zone.ts'
import { isMountKey, mounts } from '../procedures/mount-keys.ts'
import type { LxcServices } from '../services.ts'
import { isOciArchive, packingOf } from '../unpack/archive-kind.ts'
import { mountFormat } from '../volumes/new-mount.ts'
import { readArchivedConfig, restorable, type ArchivedConfig } from './archived-config.ts'
import type { ArchiveContent, CreateRequest } from './create-request.ts'
import { imageSettings } from './image-settings.ts'
import { checkReplace } from './replace-container.ts'
import { templateSource, type TemplateSource } from './template-source.ts'

export interface CreateParameters {
  readonly vmid: number
  readonly ostemplate: string
  readonly storage?: string
  readonly pool?: string
  readonly restore?: boolean
  readonly unique?: boolean
  readonly force?: boolean
  readonly start?: boolean
  readonly password?: string
  readonly bwlimit?: number
  readonly 'ssh-public-keys'?: string
  readonly 'ha-managed'?: boolean
  readonly 'ignore-unpack-errors'?: boolean
}

const usualStorage = 'local'
const usualGibibytes = 4
const blockBytes = 4096

/** Whom a container with this id would belong to, and whether it takes the place of another. */
async function checkPlace(services: LxcServices, call: Call, { vmid, force, pool }: CreateParameters): Promise<boolean> {
  const present = force ? services.guests.find(vmid) : undefined
  if (!present) {
    if (!call.may(`/vms/${vmid}`, 'VM.Allocate')) throw permissionFailure(`/vms/${vmid}`, ['VM.Allocate'])
    if (pool) services.pools?.require(pool)
    services.guests.requireFree(vmid)
    return false
  }
  if (present.kind !== 'lxc' || present.node !== services.host.root.node) services.guests.requireFree(vmid)
  call.authorize(`/vms/${vmid}`, 'VM.Allocate')
  await checkReplace(services, vmid)
  return true
}

async function contentOf(source: TemplateSource, arch: string | undefined): Promise<ArchiveContent> {
  const packing = await packingOf(source.what, source.path)
  if (source.backup || packing !== 'none' || !(await isOciArchive(source.what, source.path))) return { packing }
  return { image: await readOciArchive(source.what, source.path, arch ?? 'amd64') }
}

/** `8,acl=1` with the size alone means a new volume on the storage that was named beside it. */
function onStorage(text: string, storage: string): string {
  const mount = parseDrive(text)
  return /^\d+(?:\.\d+)?$/.test(mount.file) ? formatDrive({ ...mount, file: `${storage}:${mount.file}` }) : text
}

/** The config as it shall be: what was asked for before what the backup says before what is usual. */
function together(
  set: ReadonlyMap<string, string>,
  archived: ArchivedConfig | undefined,
  storage: string | undefined,
): Map<string, string> {
  const values = new Map(archived?.values)
  const asked = [...set.keys()].filter(isMountKey)
  if (asked.some(key => key !== 'rootfs')) for (const [key] of mounts(values)) if (key !== 'rootfs') values.delete(key)
  for (const [key, text] of set) values.set(key, isMountKey(key) ? onStorage(text, storage ?? usualStorage) : text)
  if (!values.has('rootfs')) values.set('rootfs', `${storage ?? usualStorage}:${usualGibibytes}`)
  if (!archived && !set.has('unprivileged')) values.set('unprivileged', '1')
  if (values.get('unprivileged') === '0') values.delete('unprivileged')
  values.delete('description')
  return values
}

async function checkValues(services: LxcServices, call: Call, vmid: number, values: ReadonlyMap<string, string>): Promise<void> {
  const unprivileged = values.get('unprivileged') === '1'
  // Root in a privileged container is kept from being root of the node by rules alone.
  if (!unprivileged) call.authorize('/', 'Sys.Modify')
  for (const [key, text] of values) {
    await checkValueAccess(services.storage, call, vmid, key, text)
    const wanted = isMountKey(key) ? newVolumeOf(parseDrive(text).file) : undefined
    if (key === 'rootfs' && !wanted) throw parameterFailure({ rootfs: `a new container needs a new volume: '<storage>:<GiB>'` })
    if (!wanted) continue
    services.storage.usable(wanted.storage, 'rootdir')
    mountFormat(services, wanted.storage, Math.ceil((wanted.gibibytes * 2 ** 30) / blockBytes) * blockBytes)
  }
  checkFeatures(call, vmid, undefined, values.get('features'), unprivileged)
  checkTogether(undefined, values, [])
}

function sshKeys(text: string | undefined): string[] {
  const keys = (text ?? '').split('\n').map(line => line.trim())
  const bad = keys.findIndex(key => key !== '' && !key.startsWith('#') && !/^\S+ \S/.test(key))
  if (bad >= 0) throw parameterFailure({ 'ssh-public-keys': `line ${bad + 1} is no public key` })
  return keys.filter(Boolean)
}

/** Everything that can be refused about a creation is refused here, before there is a task. `set`: the config keys among the parameters. */
export async function planCreate(
  services: LxcServices,
  caller: Call,
  parameters: CreateParameters,
  set: Map<string, string>,
): Promise<{ request: CreateRequest; notes: readonly string[] }> {
  const { vmid, pool, storage, password, bwlimit } = parameters
  const call = asPoolMember(caller, vmid, pool)
  if (parameters['ha-managed']) throw new Failure(`letting HA look after CT ${vmid} is not implemented`, { status: 501 })
  const replace = await checkPlace(services, call, parameters)
  // Clients send it for every container.
  if (set.get('template') === '0') set.delete('template')
  for (const key of set.keys())
    if (/^unused\d+$|^template$/.test(key)) throw parameterFailure({ [key]: 'cannot be set for a new container' })
  checkTimeZoneName(set)
  const keys = sshKeys(parameters['ssh-public-keys'])
  const source = await templateSource(services, call, parameters.ostemplate, parameters.restore)
  const content = await contentOf(source, set.get('arch'))
  const archived =
    source.backup && 'packing' in content
      ? restorable(await readArchivedConfig(services.host, source, content.packing), call, { storage, unique: parameters.unique ?? false })
      : undefined
  const image = 'image' in content ? imageSettings(content.image.config) : undefined
  const values = new Map([...(image?.values ?? []), ...together(set, archived, storage)])
  await checkValues(services, call, vmid, values)
  const tags = checkTags(services, call, undefined, values.get('tags'))
  if (tags !== undefined) values.set('tags', tags)
  await checkHookscript(services, values.get('hookscript'))
  const storages = mounts(values).flatMap(([, { file }]) => newVolumeOf(file)?.storage ?? [])
  const from = parameters.ostemplate.startsWith('/') ? [] : [storageOf(parameters.ostemplate)]
  const rateMBps = copyRate(services, call, 'restore', [...new Set([...from, ...storages])], bwlimit)
  const description = set.get('description') ?? archived?.description
  return {
    notes: [...(archived?.notes ?? []), ...(image?.notes ?? [])],
    request: {
      vmid,
      values,
      ...(description === undefined ? {} : { description }),
      raw: [...(archived?.raw ?? []), ...(image?.raw ?? [])],
      source,
      content,
      ...(password === undefined ? {} : { passwordHash: await cryptPassword(services.host, password) }),
      sshKeys: keys,
      restored: source.backup,
      replace,
      ignoreUnpackErrors: parameters['ignore-unpack-errors'] ?? false,
      start: parameters.start ?? false,
      ...(pool === undefined ? {} : { pool }),
      ...(rateMBps === undefined ? {} : { rateMBps }),
    },
  }
}
