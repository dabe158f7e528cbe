import { isSecret, type PastEdit } from '@quorate/cluster'

/** What a change made of one file, whatever steps it took. */
export interface FileEdit {
  readonly op: 'create' | 'write' | 'remove' | 'rename'
  readonly path: string
  /** rename: the path before */
  readonly source?: string
  /** null: there was no such file; undefined: the text is not kept */
  readonly before: string | null | undefined
  readonly after: string | null | undefined
}

const secretEdit = ({ path, source }: PastEdit) => isSecret(path) || (source !== undefined && isSecret(source))

/** The files of one change, each once, in the order in which it touched them. */
export function fileEdits(entries: readonly PastEdit[]): FileEdit[] {
  const edits = new Map<string, FileEdit>()
  for (const entry of entries) {
    const secret = secretEdit(entry)
    const kept = (text: string | undefined) => (secret ? undefined : (text ?? null))
    const earlier = edits.get(entry.path)
    if (entry.op === 'rename' && entry.source !== undefined) {
      const moved = edits.get(entry.source)
      edits.delete(entry.source)
      // Editors write a new file and give it the name of the old one: that is an edit of the old one.
      const from = earlier ? {} : { source: moved?.source ?? entry.source }
      const before = earlier ? earlier.before : moved ? moved.before : kept(entry.before)
      edits.set(entry.path, { op: earlier ? 'write' : 'rename', path: entry.path, ...from, before, after: kept(entry.after) })
      continue
    }
    const after = entry.op === 'remove' ? (secret ? undefined : null) : kept(entry.after)
    const edit = { op: entry.op, path: entry.path, before: earlier ? earlier.before : kept(entry.before), after } as const
    edits.set(entry.path, earlier?.op === 'rename' && entry.op === 'write' ? { ...earlier, after } : edit)
  }
  return [...edits.values()].map(edit => (edit.op === 'write' && edit.before === null ? { ...edit, op: 'create' } : edit))
}
