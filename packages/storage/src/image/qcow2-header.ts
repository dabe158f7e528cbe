/** The first part of a qcow2 image, as QEMU's published format description lays it out. Pure. */
export interface Qcow2Header {
  readonly version: number
  /** bytes, as the guest sees them */
  readonly virtualSize: number
  /** File name as written in the image, relative to the image's folder. */
  readonly backingFile?: string
  /** The guest's data lies in another file. */
  readonly hasDataFile: boolean
  readonly snapshotCount: number
}

/** Backing file names lie within the first cluster; this much of the file holds them in all images that tools write. */
export const qcow2HeaderBytes = 4096

const magic = 0x514649fb
const dataFileBit = 1n << 2n
const dataFileExtension = 0x44415441

function hasDataFileExtension(bytes: Buffer, from: number): boolean {
  for (let at = from; at + 8 <= bytes.length;) {
    const type = bytes.readUInt32BE(at)
    if (type === 0) return false
    if (type === dataFileExtension) return true
    at += 8 + Math.ceil(bytes.readUInt32BE(at + 4) / 8) * 8
  }
  return false
}

/** undefined: not a qcow2 image. A header that says more than was read is taken for one with a backing file. */
export function readQcow2Header(bytes: Buffer): Qcow2Header | undefined {
  if (bytes.length < 72 || bytes.readUInt32BE(0) !== magic) return undefined
  const version = bytes.readUInt32BE(4)
  const backingOffset = Number(bytes.readBigUInt64BE(8))
  const backingLength = bytes.readUInt32BE(16)
  const long = version >= 3 && bytes.length >= 104
  const incompatible = long ? bytes.readBigUInt64BE(72) : 0n
  const headerLength = long ? bytes.readUInt32BE(100) : 72
  const hasBacking = backingOffset !== 0
  return {
    version,
    virtualSize: Number(bytes.readBigUInt64BE(24)),
    hasDataFile: (incompatible & dataFileBit) !== 0n || hasDataFileExtension(bytes, headerLength),
    snapshotCount: bytes.readUInt32BE(60),
    ...(hasBacking && { backingFile: bytes.toString('utf8', backingOffset, backingOffset + backingLength) || '?' }),
  }
}
