import type { Call } from '@quorate/contract'
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
