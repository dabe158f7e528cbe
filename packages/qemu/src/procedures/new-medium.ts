import type { DriveText } from '@quorate/guest'

/** What a drive's text asks to be created. */
export type NewMedium =
  | { readonly kind: 'disk'; readonly storage: string; readonly gibibytes: number }
  | { readonly kind: 'cloudinit'; readonly storage: string }

const sized = /^([a-z][\w.-]*[\w]):(\d+(?:\.\d+)?)$/i
const generated = /^([a-z][\w.-]*[\w]):cloudinit$/i

/** undefined: the drive names what exists already, or nothing */
export function newMediumOf(drive: DriveText): NewMedium | undefined {
  const size = sized.exec(drive.file)
  if (size) return { kind: 'disk', storage: size[1] as string, gibibytes: Number(size[2]) }
  const cloudInit = generated.exec(drive.file)
  return cloudInit ? { kind: 'cloudinit', storage: cloudInit[1] as string } : undefined
}
