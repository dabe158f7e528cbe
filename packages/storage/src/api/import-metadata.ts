import { realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Call } from '@quorate/contract'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { describeOva, describeOvf } from '../ova/package-description.ts'
import type { StorageService } from '../storage-service.ts'
import { namedVolume, volumeByName } from './named-volume.ts'
import { requireSee } from './volume-access.ts'

/** What a virtual machine like the one in an OVA archive, or beside an OVF description, is to be created with. */
export async function importMetadata(service: StorageService, call: Call, storage: string, volume: string) {
  const volid = namedVolume(volume, storage)
  requireSee(call, await volumeByName(service, volid))
  await service.info(volid)
  const { path, format, content, name } = await service.resolve(volid)
  if (content !== 'import' || (format !== 'ova' && format !== 'ovf')) {
    throw new Failure(`volume '${volid}' is no OVA archive and no OVF description`, { status: 400 })
  }
  const plan = await (format === 'ova' ? describeOva : describeOvf)(`volume '${volid}'`, path)
  const place = format === 'ova' ? `${storage}:${name}` : `${storage}:import`
  return {
    type: 'vm' as const,
    source: 'esxi' as const,
    'create-args': plan['create-args'],
    disks: Object.fromEntries(Object.entries(plan.disks).map(([key, file]) => [key, `${place}/${file}`])),
    net: plan.net,
    warnings: [...plan.warnings],
  }
}

/** The same for an OVF file of the node, whose disks lie beside it. */
export async function describeManifest(manifest: string) {
  const what = `'${manifest}'`
  let path: string
  try {
    path = await realpath(manifest)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error
    throw new Failure(`${what} does not exist`)
  }
  if (!(await stat(path)).isFile()) throw new Failure(`${what} is no file`)
  const plan = await describeOvf(what, path)
  const disks = Object.entries(plan.disks).map(([key, file]) => [key, join(dirname(path), file)])
  return { ...plan, disks: Object.fromEntries(disks), warnings: [...plan.warnings] }
}
