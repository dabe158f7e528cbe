import type { LucideIcon } from 'lucide-react'

/** Something that the palette finds. */
export interface PaletteEntry {
  readonly id: string
  readonly group: 'guest' | 'node' | 'storage' | 'pool' | 'action' | 'place' | 'view' | 'task' | 'document'
  readonly title: string
  /** What stands behind the title: node, status, shortcut. */
  readonly detail?: string
  /** Words by which it is found beside its title: the names that other products have for it. */
  readonly words?: string
  readonly icon: LucideIcon
  readonly run: () => void
}

/**
 * How well an entry fits what was typed; 0: not at all. Every word must occur; a beginning counts more than a middle,
 * a title more than other words.
 */
export function fit(entry: Pick<PaletteEntry, 'title' | 'detail' | 'words'>, words: readonly string[]): number {
  const title = entry.title.toLowerCase()
  const rest = `${entry.detail ?? ''} ${entry.words ?? ''}`.toLowerCase()
  let score = 1
  for (const word of words) {
    const at = title.indexOf(word)
    if (at === 0) score += title === word ? 20 : 10
    else if (at > 0) score += /[\s\-_.]/.test(title[at - 1] ?? '') ? 6 : 3
    else if (rest.includes(word)) score += 1
    else return 0
  }
  return score
}

/** The entries that fit best, the best first; ties keep their order. */
export function bestEntries(entries: Iterable<PaletteEntry>, text: string, most: number): readonly PaletteEntry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found: { readonly entry: PaletteEntry; readonly score: number }[] = []
  for (const entry of entries) {
    const score = fit(entry, words)
    if (score > 0) found.push({ entry, score })
  }
  return found
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => entry)
}
