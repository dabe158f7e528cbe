import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkout } from '../product.ts'

interface Chunk {
  readonly file: string
  readonly src?: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const dist = join(checkout, 'packages/web/dist')

/** What a page needs beside what every page needs: the module that the route fetches, and messages. */
const firstPages = [
  'src/overview/overview-page.tsx',
  'src/guests/list/guests-page.tsx',
  'src/locales/app/de.po',
  'src/locales/guests/de.po',
]

const sizeOf = (file: string) => {
  const path = join(dist, file)
  const compressed = statSync(`${path}.br`, { throwIfNoEntry: false })
  return compressed?.size ?? statSync(path).size
}

/** Files that opening the overview and the list of guests fetches, with their sizes as they are sent (Brotli). */
export function firstLoad(): readonly { readonly file: string; readonly bytes: number }[] {
  const manifest: Readonly<Record<string, Chunk>> = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const needed = new Set([...Object.keys(manifest).filter(name => manifest[name]?.isEntry), ...firstPages])
  const files = new Set(['index.html'])
  for (const name of needed) {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`the web interface was built without ${name}`)
    files.add(chunk.file)
    for (const file of chunk.css ?? []) files.add(file)
    for (const imported of chunk.imports ?? []) needed.add(imported)
  }
  return [...files].map(file => ({ file, bytes: sizeOf(file) })).toSorted((a, b) => b.bytes - a.bytes)
}
