import { parameterFailure } from '@quorate/schema'
import { isImageFormat, type ImageFormat } from '../content-type.ts'

const factors: Readonly<Record<string, number>> = { '': 1024, M: 1024 ** 2, G: 1024 ** 3 }

/** `100`, `32M`, `4G`: a number alone is in KiB. A folder tree may have no limit: `0`. */
export function readVolumeSize(text: string, format?: ImageFormat): number {
  const match = /^(\d{1,12})([MG]?)$/.exec(text)
  const bytes = match ? Number(match[1]) * (factors[match[2] ?? ''] as number) : 0
  if (match && bytes === 0 && format === 'subvol') return 0
  if (bytes <= 0 || !Number.isSafeInteger(bytes))
    throw parameterFailure({ size: `'${text}' is no size: expected a number with M, G or nothing (KiB)` })
  return bytes
}

/** Name and format of a new volume: a name may say its format by its ending, or leave it to `format`. Empty: chosen. */
export function readVolumeName(filename: string, format: ImageFormat | undefined): { name?: string; format?: ImageFormat } {
  if (filename === '') return format ? { format } : {}
  const ending = /\.([a-z0-9]+)$/.exec(filename)?.[1]
  const named = ending !== undefined && isImageFormat(ending) ? ending : undefined
  const asked = format ?? (filename.startsWith('subvol-') ? 'subvol' : undefined)
  if (named === undefined) return asked ? { name: `${filename}.${asked}`, format: asked } : { name: filename }
  if (format !== undefined && named !== format) throw parameterFailure({ format: `'${filename}' does not have the format '${format}'` })
  return { name: filename, format: named }
}
