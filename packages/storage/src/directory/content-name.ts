import type { Content } from '../content-type.ts'

/** Content that is one file per volume, directly in the folder of its kind. */
export type FileContent = Exclude<Content, 'images' | 'rootdir'>

export const fileContents: readonly FileContent[] = ['iso', 'vztmpl', 'backup', 'snippets', 'import']

/** Hidden names are ours: files that are being written. */
const leafPattern = /^[^./\p{Cc}][^/\p{Cc}]*$/u

const archive = /\.(tgz|tar(?:\.(?:gz|zst|lzo|bz2))?|vma(?:\.(?:gz|zst|lzo|bz2))?)$/
const templateFormats: Readonly<Record<string, string>> = { gz: 'tgz', xz: 'txz', zst: 'tzst', bz2: 'tbz2' }

function templateFormat(leaf: string): string | undefined {
  const packed = /\.tar\.(gz|xz|zst|bz2)$/.exec(leaf)?.[1]
  return packed === undefined ? (leaf.endsWith('.tar') ? 'tar' : undefined) : templateFormats[packed]
}

function importFormat(leaf: string): string | undefined {
  const extension = /\.(ova|ovf|qcow2|raw|img|vmdk)$/.exec(leaf)?.[1]
  return extension === 'img' ? 'raw' : extension
}

/** Format of a content file by its name; undefined: it cannot be called so. */
export function contentFormat(content: FileContent, leaf: string): string | undefined {
  if (!leafPattern.test(leaf) || Buffer.byteLength(leaf) > 255) return undefined
  switch (content) {
    case 'iso':
      return /\.(iso|img)$/i.test(leaf) ? 'iso' : undefined
    case 'vztmpl':
      return templateFormat(leaf)
    case 'backup':
      return archive.exec(leaf)?.[1]
    case 'snippets':
      return 'snippet'
    case 'import':
      return importFormat(leaf)
  }
}

export interface BackupName {
  readonly subtype?: 'qemu' | 'lxc'
  readonly vmid?: number
  /** seconds since 1970: the name says local time. Only for names as the backup job gives them. */
  readonly time?: number
}

const jobName = /^vzdump-(qemu|lxc|openvz)-([1-9]\d{2,8})-(.+)$/
const stamp = /^(\d{4})_(\d\d)_(\d\d)-(\d\d)_(\d\d)_(\d\d)\.(?:tgz|tar|vma)/

/** What the name of a backup says about it. A backup that was given another name has no time. */
export function readBackupName(leaf: string): BackupName {
  const named = jobName.exec(leaf)
  if (!named) return {}
  const subtype = named[1] === 'qemu' ? 'qemu' : 'lxc'
  const vmid = Number(named[2])
  const [, year, month, day, hour, minute, second] = (stamp.exec(named[3] ?? '') ?? []).map(Number)
  if (year === undefined || month === undefined) return { subtype, vmid }
  return { subtype, vmid, time: new Date(year, month - 1, day, hour, minute, second).getTime() / 1000 }
}
