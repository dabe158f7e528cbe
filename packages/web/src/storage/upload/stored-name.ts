import type { BroughtKind } from '../content-names.ts'

const endings: Readonly<Record<BroughtKind, readonly string[]>> = {
  iso: ['.iso', '.img'],
  vztmpl: ['.tar.gz', '.tar.xz', '.tar.zst', '.tar.bz2', '.tar'],
  import: ['.ova', '.qcow2', '.raw', '.img', '.vmdk'],
}

export const endingsOf = (kind: BroughtKind): readonly string[] => endings[kind]

/** The name under which a file will be kept: as the server makes it, no folder and no character that is unsafe somewhere. */
export const storedName = (filename: string): string => filename.replace(/^.*[/\\]/s, '').replaceAll(/[^-a-zA-Z0-9_.]/g, '_')

/** Whether a content takes files of this name. Asked before anything is sent: gigabytes later is late. */
export function fitsContent(kind: BroughtKind, name: string): boolean {
  const text = kind === 'iso' ? name.toLowerCase() : name
  const ending = endings[kind].find(one => text.endsWith(one))
  return ending !== undefined && name.length > ending.length && name.length <= 255 && !name.startsWith('.')
}

/** The content that a file of this name is for; undefined: none of those that may be. */
export const contentFor = (name: string, kinds: readonly BroughtKind[]): BroughtKind | undefined =>
  kinds.find(kind => fitsContent(kind, name))
