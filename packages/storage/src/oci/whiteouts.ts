import type { Readable } from 'node:stream'
import { scanTar } from '../tar/scan-tar.ts'

/** What a layer takes away of the layers below. Paths are relative to the root, without `..`, and lie in no folder that a layer could name by a link: check links where they are followed. */
export type Whiteout =
  /** The file or folder is gone. */
  | { readonly kind: 'removed'; readonly path: string }
  /** Of the folder nothing from below is left; '' is the root. */
  | { readonly kind: 'opaque'; readonly path: string }

const marker = '.wh.'
const mostMembers = 5_000_000

/** Is it a mark and no file? Such members are never unpacked. */
export function isWhiteoutMark(path: string): boolean {
  return path.slice(path.lastIndexOf('/') + 1).startsWith(marker)
}

/** What a member of a layer takes away, by its path; undefined: nothing. Pure. */
export function whiteoutOf(path: string): Whiteout | undefined {
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  const leaf = parts.pop()
  if (leaf === undefined || !leaf.startsWith(marker) || parts.includes('..')) return undefined
  if (leaf === '.wh..wh..opq') return { kind: 'opaque', path: parts.join('/') }
  const name = leaf.slice(marker.length)
  // Other names of this form are marks of certain file systems, which mean nothing here.
  if (name === '' || name === '.' || name === '..' || name.startsWith(marker)) return undefined
  return { kind: 'removed', path: [...parts, name].join('/') }
}

/** Everything that a layer takes away, in its order. Reads the whole stream of `openLayer`, so that its digest is checked by then. */
export async function layerWhiteouts(what: string, layer: Readable): Promise<Whiteout[]> {
  const found: Whiteout[] = []
  for await (const { path } of scanTar(what, layer as AsyncIterable<Buffer>, mostMembers)) {
    const whiteout = whiteoutOf(path)
    if (whiteout) found.push(whiteout)
  }
  return found
}
