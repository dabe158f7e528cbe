import type { TaskHandle } from '@quorate/contract'
import { newDocument } from '@quorate/guest'
import type { ContainerConfig } from '../plan/container-config.ts'
import { readConfig } from '../plan/read-config.ts'
import type { LxcServices } from '../services.ts'
import { detectOs } from '../setup/detect/detect-os.ts'
import { setupAtCreate } from '../setup/setup.ts'
import { applyEdits } from '../setup-apply/apply-edits.ts'
import { guestSettings } from '../setup-apply/guest-settings.ts'
import { rootTree } from '../setup-apply/root-tree.ts'
import { flushMeanwhile } from '../unpack/flush-meanwhile.ts'
import { unpackArchive } from '../unpack/unpack-archive.ts'
import { unpackImage } from '../unpack/unpack-image.ts'
import { mountForWork, type WorkMount } from '../volumes/mount-for-work.ts'
import type { CreateRequest } from './create-request.ts'
import { detectArch } from './detect-arch.ts'
import { isOwnMount } from './own-mounts.ts'

/** What was found in the root file system, for the config. */
export interface Found {
  readonly arch?: string
  readonly ostype?: string
}

async function unpack(services: LxcServices, task: TaskHandle, request: CreateRequest, mount: WorkMount): Promise<void> {
  const { source, content, ignoreUnpackErrors: ignoreErrors, rateMBps } = request
  const how = {
    what: source.what,
    path: source.path,
    target: mount.path,
    idMap: mount.idMap,
    ignoreErrors,
    ...(rateMBps === undefined ? {} : { rateMBps }),
  }
  task.log(`unpacking ${source.what}`)
  if ('image' in content) await unpackImage(services.host, task, content.image, how)
  else await unpackArchive(services.host, task, { ...how, packing: content.packing })
}

/** A config that names neither gets what the root file system tells. */
async function lookInto(
  services: LxcServices,
  task: TaskHandle,
  config: ContainerConfig,
  mount: WorkMount,
  image: boolean,
): Promise<Found> {
  using files = services.host.openRoot(mount.path, mount.idMap)
  for (const path of ['/dev', '/proc', '/sys']) if (!files.look(path)) await files.makeFolder(path)
  const arch = config.arch ?? (await detectArch(files))
  if (arch === undefined) task.warn(`nothing in it says which architecture it is for: amd64 is taken`)
  // Programs of an image run without an init: nothing in it is looked at before a start.
  const ostype = config.ostype ?? (image ? 'unmanaged' : detectOs(rootTree(files))?.ostype)
  return { ...(arch === undefined ? {} : { arch }), ...(ostype === undefined ? {} : { ostype }) }
}

async function setUp(
  services: LxcServices,
  task: TaskHandle,
  request: CreateRequest,
  config: ContainerConfig,
  mount: WorkMount,
): Promise<void> {
  const { passwordHash, sshKeys, restored, vmid } = request
  if (config.ostype === 'unmanaged') {
    if (passwordHash !== undefined || sshKeys.length) task.warn('ostype is unmanaged: neither password nor SSH keys were written into it')
    return
  }
  const settings = {
    ...(await guestSettings(services.host, vmid, config)),
    ...(passwordHash === undefined ? {} : { rootPasswordHash: passwordHash }),
    sshKeys,
    fresh: !restored,
  }
  // The archive's files are not on the disk yet either; unmounting brings them there together.
  using files = services.host.openRoot(mount.path, mount.idMap, { quick: true })
  await applyEdits(files, setupAtCreate(rootTree(files), settings))
}

/**
 * Unpacks the archive into the new volumes of a container and makes of it what its config says. Folders and devices of
 * the host, and volumes that were there before, are not touched. Answers what was found.
 */
export async function fillRoot(
  services: LxcServices,
  task: TaskHandle,
  request: CreateRequest,
  values: ReadonlyMap<string, string>,
): Promise<Found> {
  const { vmid, raw, content } = request
  const own = new Map([...values].filter(([key, text]) => !/^(?:mp\d+|rootfs)$/.test(key) || isOwnMount(request.values.get(key), text)))
  const decoded = readConfig(vmid, newDocument(own, { raw }).current)
  await using mount = await mountForWork(services, task, vmid, decoded)
  await flushMeanwhile(services.host, mount.path, () => unpack(services, task, request, mount))
  const found = await lookInto(services, task, decoded.config, mount, 'image' in content)
  await setUp(services, task, request, { ...decoded.config, ...found } as ContainerConfig, mount)
  return found
}
