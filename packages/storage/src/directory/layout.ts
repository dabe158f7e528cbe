import { Failure } from '@quorate/schema'
import { join } from 'node:path'
import type { Content } from '../content-type.ts'

const folders: Readonly<Record<Content, string>> = {
  images: 'images',
  rootdir: 'private',
  iso: 'template/iso',
  vztmpl: 'template/cache',
  backup: 'dump',
  snippets: 'snippets',
  import: 'import',
}

/** Reads `content-dirs`: `iso=isos,backup=dumps`. Folders are below the storage's own. */
export function readContentDirs(storage: string, text: string | undefined): Partial<Record<Content, string>> {
  const overrides: Partial<Record<Content, string>> = {}
  for (const part of (text ?? '').split(/[,;\s]+/).filter(Boolean)) {
    const [content = '', folder = ''] = part.split('=', 2)
    const parts = folder.split('/').filter(Boolean)
    if (!(content in folders) || parts.length === 0 || parts.includes('..') || parts.some(name => /\p{Cc}/u.test(name))) {
      throw new Failure(`storage '${storage}': content-dirs: '${part}' is not <content>=<folder below the storage>`, { status: 400 })
    }
    overrides[content as Content] = parts.filter(name => name !== '.').join('/')
  }
  const used = Object.values(overrides)
  if (new Set(used).size !== used.length) {
    throw new Failure(`storage '${storage}': content-dirs: each content needs a folder of its own`, { status: 400 })
  }
  return overrides
}

/** Folder of each content below the storage's path. */
export class DirectoryLayout {
  readonly path: string
  readonly #folders: Readonly<Record<Content, string>>

  constructor(storage: string, path: string, contentDirs?: string) {
    this.path = path
    this.#folders = { ...folders, ...readContentDirs(storage, contentDirs) }
  }

  /** Absolute. Disks of containers lie among the images, as those of virtual machines. */
  folder(content: Content): string {
    return join(this.path, this.#folders[content])
  }
}
