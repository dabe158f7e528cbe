import { Failure } from '@quorate/schema'
import { stat } from 'node:fs/promises'
import type { ImageReference } from './image-reference.ts'
import { qcow2HeaderBytes, readQcow2Header } from './qcow2-header.ts'
import type { QemuImg } from './qemu-img.ts'
import { readBytes } from './read-bytes.ts'
import { readableFormats } from './image-format.ts'
import { readVmdkHeader, vmdkDescriptorRefersOut, vmdkFooterFromEnd, vmdkHeaderBytes } from './vmdk-header.ts'

function refused(what: string, why: string): Failure {
  return new Failure(`${what}: refused, ${why}`)
}

async function refuseQcow2(what: string, { path, part }: ImageReference): Promise<void> {
  const header = readQcow2Header(await readBytes(path, part?.offset ?? 0, qcow2HeaderBytes))
  if (!header) throw refused(what, 'it is not a qcow2 image')
  if (header.backingFile !== undefined) throw refused(what, 'the image has a backing file; flatten it with qemu-img convert first')
  if (header.hasDataFile) throw refused(what, 'the image keeps its data in another file; convert it with qemu-img convert first')
}

async function refuseVmdk(what: string, { path, part }: ImageReference): Promise<void> {
  const begin = part?.offset ?? 0
  const header = readVmdkHeader(await readBytes(path, begin, vmdkHeaderBytes))
  if (!header) throw refused(what, 'it is not a VMDK image in a single file')
  if (header.countsAtEnd) {
    const end = begin + Math.ceil((part?.length ?? (await stat(path)).size) / 512) * 512
    const footer = end - vmdkFooterFromEnd + vmdkHeaderBytes
    const last = footer > begin ? readVmdkHeader(await readBytes(path, footer, vmdkHeaderBytes)) : undefined
    if (last?.descriptorOffset !== header.descriptorOffset) throw refused(what, 'its header and its end contradict each other')
  }
  const descriptor = await readBytes(path, begin + header.descriptorOffset, header.descriptorLength)
  if (vmdkDescriptorRefersOut(descriptor.toString('latin1'))) throw refused(what, 'the image refers to other files')
}

/**
 * An image from outside may name files of this machine as its backing or data file and so read them. Our own reading of
 * the header comes first, because qemu-img would already open what it names; then qemu-img must agree. Answers the bytes
 * that a guest sees of it.
 */
export async function refuseReferences(qemuImg: QemuImg, what: string, image: ImageReference): Promise<number> {
  const { path, format, part } = image
  const stats = await stat(path)
  if (!stats.isFile() && !(format === 'raw' && stats.isBlockDevice())) throw refused(what, 'it is not a regular file')
  if (format === 'raw' && stats.isFile()) return part?.length ?? stats.size
  if (format === 'qcow2') await refuseQcow2(what, image)
  else if (format === 'vmdk') await refuseVmdk(what, image)
  else if (!readableFormats.some(one => one === format)) throw refused(what, `images of format '${format}' cannot be imported`)
  const info = await qemuImg.info(image)
  if (info['backing-filename'] !== undefined || info['format-specific']?.data?.['data-file'] !== undefined) {
    throw refused(what, 'the image refers to other files')
  }
  return info['virtual-size']
}
