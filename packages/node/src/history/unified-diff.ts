import { lineDiff, type DiffLine } from './line-diff.ts'

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '-' }
/** Unchanged lines that are shown around changed ones. */
const around = 3

export interface DiffFile {
  /** undefined: there is none */
  readonly path: string | undefined
  readonly text: string
}

/** Runs of lines that are near to a change, by the index of their first and behind their last. */
function hunksOf(lines: readonly DiffLine[]): [from: number, to: number][] {
  const hunks: [number, number][] = []
  for (const [at, { kind }] of lines.entries()) {
    if (kind === 'same') continue
    const last = hunks.at(-1)
    const to = Math.min(lines.length, at + around + 1)
    if (last && at - around <= last[1]) last[1] = to
    else hunks.push([Math.max(0, at - around), to])
  }
  return hunks
}

/** The difference of two files as `diff -u` writes it; '' when they have the same name and text. `show`: how a line is shown. */
export function unifiedDiff(before: DiffFile, after: DiffFile, show: (line: string) => string): string {
  if (before.path === after.path && before.text === after.text) return ''
  const lines = lineDiff(before.text, after.text)
  const parts = [`--- ${before.path ?? '/dev/null'}`, `+++ ${after.path ?? '/dev/null'}`]
  let [oldLine, newLine, done] = [0, 0, 0]
  const count = (from: number, to: number, without: DiffLine['kind']) => lines.slice(from, to).filter(({ kind }) => kind !== without).length
  for (const [from, to] of hunksOf(lines)) {
    oldLine += count(done, from, 'added')
    newLine += count(done, from, 'removed')
    const [old, now] = [count(from, to, 'added'), count(from, to, 'removed')]
    parts.push(`@@ -${oldLine + (old > 0 ? 1 : 0)},${old} +${newLine + (now > 0 ? 1 : 0)},${now} @@`)
    for (const { kind, text } of lines.slice(from, to)) parts.push(signs[kind] + show(text))
    oldLine += old
    newLine += now
    done = to
  }
  return `${parts.join('\n')}\n`
}
