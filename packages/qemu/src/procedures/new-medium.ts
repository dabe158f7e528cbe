import { newVolumeOf, type DriveText } from '@quorate/guest'

/** What a drive's text asks to be created. */
export type NewMedium =
  | { readonly kind: 'disk'; readonly storage: string; readonly gibibytes: number }
  | { readonly kind: 'cloudinit'; readonly storage: string }

const generated = /^([a-z][\w.-]*[\w]):cloudinit$/i

/** undefined: the drive names what exists already, or nothing */
export function newMediumOf(drive: DriveText): NewMedium | undefined {
  const sized = newVolumeOf(drive.file)
  if (sized) return { kind: 'disk', ...sized }
  const cloudInit = generated.exec(drive.file)
  return cloudInit ? { kind: 'cloudinit', storage: cloudInit[1] as string } : undefined
}
