import type { FileEdit } from '../setup/setup-types.ts'

function head(edit: FileEdit): string {
  if (edit.op === 'link') return `link ${edit.path} -> ${edit.target}`
  if (edit.op === 'remove' || edit.mode === undefined) return `${edit.op} ${edit.path}`
  return `${edit.op} ${edit.path} ${edit.mode.toString(8).padStart(4, '0')}`
}

/** Changes as a text that people compare: each with the file's new text below it, line by line behind a bar. */
export function editsText(edits: readonly FileEdit[]): string {
  const parts = edits.map(edit => {
    if (edit.op !== 'write') return `${head(edit)}\n`
    const lines = edit.content.split('\n')
    const ended = lines.at(-1) === '' ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1)}\\`]
    return [head(edit), ...ended.map(line => `|${line}`), ''].join('\n')
  })
  return parts.join('')
}
