import { newVolumeOf, parseDrive } from '@quorate/guest'

/** Was the volume of this mount made for the request? `asked`: the text of the request; undefined: by default. */
export function isOwnMount(asked: string | undefined, made: string): boolean {
  if (asked === undefined) return true
  return newVolumeOf(parseDrive(asked).file) !== undefined && parseDrive(asked).file !== parseDrive(made).file
}
