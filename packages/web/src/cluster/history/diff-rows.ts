export interface DiffRow {
  readonly kind: 'same' | 'added' | 'removed' | 'note'
  readonly text: string
}

/** A run of lines that hang together, by the number of its first line. */
export interface DiffHunk {
  readonly line: number
  readonly rows: readonly DiffRow[]
}

const kinds: Readonly<Record<string, DiffRow['kind']>> = { ' ': 'same', '+': 'added', '-': 'removed', '\\': 'note' }

/** The lines of a unified diff of one file. */
export function diffHunks(diff: string): readonly DiffHunk[] {
  const hunks: { line: number; rows: DiffRow[] }[] = []
  for (const text of diff.replace(/\n$/, '').split('\n')) {
    const begin = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text)
    if (begin) hunks.push({ line: Number(begin[2]) || Number(begin[1]), rows: [] })
    else hunks.at(-1)?.rows.push({ kind: kinds[text.charAt(0)] ?? 'same', text: text.slice(1) })
  }
  return hunks
}
