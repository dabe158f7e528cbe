/** A VMDK image that is one file with an embedded descriptor, which is the only kind we make and accept. Pure. */
export interface VmdkHeader {
  /** bytes, as the guest sees them */
  readonly virtualSize: number
  /** bytes from the start of the file */
  readonly descriptorOffset: number
  readonly descriptorLength: number
  /** The header at the end of the image counts, not this one: images that were written as a stream. */
  readonly countsAtEnd: boolean
}

const sector = 512
export const vmdkHeaderBytes = 512
/** A stream's end: a marker, the header, another marker. */
export const vmdkFooterFromEnd = 3 * sector
/** QEMU reads this much, whatever the header says. */
const leastDescriptor = 20 * sector
const atEnd = 0xffff_ffff_ffff_ffffn

/** undefined: not such an image (also: a bare descriptor, which names other files). */
export function readVmdkHeader(bytes: Buffer): VmdkHeader | undefined {
  if (bytes.length < 64 || bytes.toString('latin1', 0, 4) !== 'KDMV') return undefined
  const capacity = Number(bytes.readBigUInt64LE(12))
  const descriptorOffset = Number(bytes.readBigUInt64LE(28)) * sector
  if (capacity === 0 || !Number.isSafeInteger(descriptorOffset)) return undefined
  return {
    virtualSize: capacity * sector,
    descriptorOffset,
    descriptorLength: Math.max(leastDescriptor, Math.min(Number(bytes.readBigUInt64LE(36)) * sector, 64 << 10)),
    countsAtEnd: bytes.readBigUInt64LE(56) === atEnd,
  }
}

/** Does the descriptor refer to another file: a parent, or more than the one sparse extent that the file itself is? */
export function vmdkDescriptorRefersOut(descriptor: string): boolean {
  const text = descriptor.replaceAll('\0', '')
  if (/^\s*parentFileNameHint\s*=/im.test(text)) return true
  const parent = /^\s*parentCID\s*=\s*([0-9a-f]+)/im.exec(text)?.[1]
  if (parent !== undefined && parent.toLowerCase() !== 'ffffffff') return true
  const extents = text.match(/^\s*(?:RW|RDONLY|NOACCESS)\s+\d+\s+\S+/gim) ?? []
  return extents.length > 1 || extents.some(extent => !/SPARSE$/i.test(extent))
}
