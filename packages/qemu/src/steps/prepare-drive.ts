import { join } from 'node:path'
import { fileStorages, formatDrive, isVolume, parseDrive, sizeText, withOptions, type DriveText } from '@quorate/guest'
import { isVolumeId, parameterFailure } from '@quorate/schema'
import { isImageFormat, type CopySource, type ImageFormat, type Work } from '@quorate/storage'
import { driveBytes } from '../cloudinit/write-drive.ts'
import { newMediumOf } from '../procedures/new-medium.ts'
import type { QemuServices } from '../services.ts'

type DriveServices = Pick<QemuServices, 'storage' | 'firmware' | 'host'>
/** Hears of every volume as soon as there is one. */
type Created = (volid: string) => void

/** Sizes are whole blocks of 4 KiB, the largest that a disk below may ask its writers to keep to. */
const blockBytes = 4096
const tpmBytes = 4 * 2 ** 20

function formatOf(drive: DriveText): { format: ImageFormat } | Record<string, never> {
  const format = drive.options.get('format')
  if (format === undefined) return {}
  if (!isImageFormat(format)) throw parameterFailure({ format: `disks cannot be created in format '${format}'` })
  return { format }
}

function sorted(drive: DriveText): string {
  return formatDrive({ file: drive.file, options: new Map([...drive.options].toSorted(([a], [b]) => (a < b ? -1 : 1))) })
}

async function measured(storage: DriveServices['storage'], drive: DriveText, volid: string): Promise<string> {
  const { size } = await storage.info(volid)
  return sorted(withOptions({ file: volid, options: drive.options }, { size: sizeText(size), format: undefined, 'import-from': undefined }))
}

/** Where imported data comes from: a volume, or (root only; checked before) a file. */
function sourceOf(from: string): CopySource {
  return from.startsWith('/') ? { path: from } : { volid: from }
}

async function newEfiDisk(
  services: DriveServices,
  work: Work,
  vmid: number,
  storage: string,
  drive: DriveText,
  created: Created,
): Promise<string> {
  if (drive.options.get('efitype') === '2m') throw parameterFailure({ efidisk0: 'firmware of type 2m is not installed: use efitype=4m' })
  const keys = drive.options.get('pre-enrolled-keys') === '1'
  const path = join(services.firmware, keys ? 'OVMF_VARS_4M.ms.fd' : 'OVMF_VARS_4M.fd')
  const volid = await services.storage.copy(work, { path, format: 'raw' }, storage, vmid, formatOf(drive))
  created(volid)
  return await measured(services.storage, withOptions(drive, { efitype: '4m' }), volid)
}

async function newCloudInit(
  services: DriveServices,
  work: Work,
  vmid: number,
  storage: string,
  drive: DriveText,
  created: Created,
): Promise<string> {
  const asFile = fileStorages.has(services.storage.entry(storage).type)
  const format = formatOf(drive).format ?? (asFile ? 'qcow2' : 'raw')
  const name = asFile ? `vm-${vmid}-cloudinit.${format}` : `vm-${vmid}-cloudinit`
  const volid = await services.storage.allocate(work, storage, vmid, { format, name, sizeBytes: driveBytes })
  created(volid)
  return sorted(withOptions({ file: volid, options: drive.options }, { media: 'cdrom', format: undefined, size: undefined }))
}

/**
 * Makes what the text of a drive asks for and answers the text for the config: `local:32` becomes a new volume,
 * `import-from` a copy, `local:cloudinit` a small one for generated data. What exists already only gets its size noted.
 */
export async function prepareDrive(
  services: DriveServices,
  work: Work,
  vmid: number,
  key: string,
  text: string,
  created: Created = () => undefined,
): Promise<string> {
  const drive = parseDrive(text)
  const wanted = newMediumOf(drive)
  if (!wanted) return await existing(services, key, drive)
  const { storage } = wanted
  services.storage.usable(storage, 'images')
  if (wanted.kind === 'cloudinit') return said(work, key, await newCloudInit(services, work, vmid, storage, drive, created))
  const from = drive.options.get('import-from')
  if (from !== undefined) {
    const volid = await services.storage.copy(
      work,
      sourceOf(from),
      storage,
      vmid,
      key === 'tpmstate0' ? { format: 'raw' } : formatOf(drive),
    )
    created(volid)
    return await measured(services.storage, drive, volid)
  }
  if (key === 'efidisk0') return said(work, key, await newEfiDisk(services, work, vmid, storage, drive, created))
  const sizeBytes = key === 'tpmstate0' ? tpmBytes : Math.ceil((wanted.gibibytes * 2 ** 30) / blockBytes) * blockBytes
  if (sizeBytes <= 0) throw parameterFailure({ [key]: `a new disk needs a size: '${storage}:<GiB>'` })
  const format = key === 'tpmstate0' ? { format: 'raw' as const } : formatOf(drive)
  const volid = await services.storage.allocate(work, storage, vmid, { ...format, sizeBytes })
  created(volid)
  return said(work, key, await measured(services.storage, drive, volid))
}

/** Scripts look for this line to learn which volume it is. */
function said(work: Work, key: string, text: string): string {
  work.log(`${key}: successfully created disk '${text}'`)
  return text
}

async function existing({ storage }: DriveServices, key: string, drive: DriveText): Promise<string> {
  if (drive.options.has('import-from')) throw parameterFailure({ [key]: `import-from needs the form '<storage>:0,import-from=...'` })
  if (!isVolume(drive.file)) return sorted(withOptions(drive, { 'import-from': undefined }))
  if (!isVolumeId(drive.file)) throw parameterFailure({ [key]: `'${drive.file}' is no volume` })
  // Nobody has looked into it: QEMU would open whatever other files it names.
  const { content } = await storage.resolve(drive.file)
  if (content === 'import') {
    throw parameterFailure({ [key]: `'${drive.file}' cannot be used as it is: import it with '<storage>:0,import-from=${drive.file}'` })
  }
  return await measured(storage, drive, drive.file)
}
