import { Failure } from '@quorate/schema'
import { stat } from 'node:fs/promises'
import { qcow2HeaderBytes, readQcow2Header } from './qcow2-header.ts'
import type { QemuImg } from './qemu-img.ts'
import { readBytes } from './read-bytes.ts'
import { readVmdkHeader, vmdkDescriptorRefersOut, vmdkHeaderBytes } from './vmdk-header.ts'

function refused(what: string, why: string): Failure {
  return new Failure(`${what}: refused, ${why}`)
}

async function refuseQcow2(what: string, path: string): Promise<void> {
  const header = readQcow2Header(await readBytes(path, 0, qcow2HeaderBytes))
  if (!header) throw refused(what, 'it is not a qcow2 image')
  if (header.backingFile !== undefined) throw refused(what, 'the image has a backing file; flatten it with qemu-img convert first')
  if (header.hasDataFile) throw refused(what, 'the image keeps its data in another file; convert it with qemu-img convert first')
}

async function refuseVmdk(what: string, path: string): Promise<void> {
  const header = readVmdkHeader(await readBytes(path, 0, vmdkHeaderBytes))
  if (!header) throw refused(what, 'it is not a VMDK image in a single file')
  const descriptor = await readBytes(path, header.descriptorOffset, header.descriptorLength)
  if (vmdkDescriptorRefersOut(descriptor.toString('latin1'))) throw refused(what, 'the image refers to other files')
}

/**
 * An image from outside may name files of this machine as its backing or data file and so read them. Our own reading of
 * the header comes first, because qemu-img would already open what it names; then qemu-img must agree.
 */
export async function refuseReferences(qemuImg: QemuImg, what: string, path: string, format: string): Promise<void> {
  const stats = await stat(path)
  if (!stats.isFile() && !(format === 'raw' && stats.isBlockDevice())) throw refused(what, 'it is not a regular file')
  if (format === 'raw') return
  if (format === 'qcow2') await refuseQcow2(what, path)
  else if (format === 'vmdk') await refuseVmdk(what, path)
  else throw refused(what, `images of format '${format}' cannot be imported`)
  const info = await qemuImg.info(path, format)
  if (info['backing-filename'] !== undefined || info['format-specific']?.data?.['data-file'] !== undefined) {
    throw refused(what, 'the image refers to other files')
  }
}
