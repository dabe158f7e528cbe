import { parameterFailure } from '@quorate/schema'
import { contentFormat } from '../directory/content-name.ts'

/** Content that people bring: by upload or by address. */
export type BroughtContent = 'iso' | 'vztmpl' | 'import'

const allowed: Readonly<Record<BroughtContent, RegExp>> = {
  iso: /\.(?:iso|img)$/i,
  vztmpl: /\.tar(?:\.(?:gz|xz|zst|bz2))?$/,
  import: /\.(?:ova|qcow2|raw|img|vmdk)$/,
}

const endings: Readonly<Record<BroughtContent, string>> = {
  iso: '.iso or .img',
  vztmpl: '.tar.gz, .tar.xz, .tar.zst, .tar.bz2 or .tar',
  import: '.ova, .qcow2, .raw, .img or .vmdk',
}

/** Can a template that comes from elsewhere be called so, as it stands? */
export function isTemplateName(name: string): boolean {
  return /^[-a-zA-Z0-9_][-a-zA-Z0-9_.]{0,254}$/.test(name) && allowed.vztmpl.test(name)
}

/** The name under which a file is kept: no folder, only characters that are safe everywhere. Refuses other endings. */
export function storedName(content: BroughtContent, filename: string): string {
  const name = filename.replace(/^.*[/\\]/s, '').replaceAll(/[^-a-zA-Z0-9_.]/g, '_')
  if (name.startsWith('.') || name.length > 255) throw parameterFailure({ filename: `'${name}' cannot be the name of a file here` })
  if (!allowed[content].test(name) || contentFormat(content, name) === undefined) {
    throw parameterFailure({ filename: `wrong file extension: content '${content}' needs ${endings[content]}` })
  }
  return name
}
