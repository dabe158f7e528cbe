import { Failure } from '@quorate/schema'
import type { FilePart } from '../driver.ts'

/** An image as qemu-img is to find it: a file, or a part of one. */
export interface ImageReference {
  /** Absolute. */
  readonly path: string
  readonly format: string
  readonly part?: FilePart | undefined
}

/** Parts begin and end at whole sectors: the next multiple is still padding of the archive that the image is in. */
const sector = 512

/** A path is taken by qemu-img for `protocol:rest` when a colon comes before the first slash. Ours are absolute. */
export function checkedPath(path: string): string {
  if (!path.startsWith('/')) throw new Failure(`${path}: not an absolute path`)
  return path
}

/** The arguments that name an image. The format is always said: probing would let a guest choose it. */
export function imageArguments({ path, format, part }: ImageReference): string[] {
  if (!part) return ['-f', format, checkedPath(path)]
  const size = Math.ceil(part.length / sector) * sector
  const file = { driver: 'raw', offset: part.offset, size, file: { driver: 'file', filename: checkedPath(path) } }
  return [`json:${JSON.stringify({ driver: format, file })}`]
}
