import { localTime } from '../render/local-time.ts'
import { cellText } from '../render/table.ts'
import { rowsOf, type Row, type View } from './view.ts'

const firstLine = (text: string) => text.split('\n')[0] ?? ''

/** Snapshots as a tree: each one below the one it was made on, oldest first. */
export const snapshotTree: View = data => {
  const all = rowsOf(data)
  const names = new Set(all.map(row => row.name))
  const byTime = (a: Row, b: Row) => Number(a.snaptime ?? Infinity) - Number(b.snaptime ?? Infinity)
  const below = (parent: unknown) =>
    all.filter(row => (parent === undefined ? !names.has(row.parent) : row.parent === parent)).toSorted(byTime)
  const depthOf = (row: Row, depth: number): number => Math.max(depth, ...below(row.name).map(one => depthOf(one, depth + 1)))
  const deepest = Math.max(0, ...below(undefined).map(row => depthOf(row, 0)))
  const nameWidth = Math.max(20, ...all.map(row => cellText(row.name).length)) + deepest
  const branch = (row: Row, depth: number): string => {
    const time = typeof row.snaptime === 'number' ? localTime(row.snaptime) : ''
    const note = firstLine(String(row.description ?? '')) || 'no-description'
    const line = `${' '.repeat(depth)}\`-> ${cellText(row.name).padEnd(nameWidth - depth)} ${time.padEnd(22)} ${note}`
    return `${line.trimEnd()}\n${below(row.name)
      .map(one => branch(one, depth + 1))
      .join('')}`
  }
  return below(undefined)
    .map(row => branch(row, 0))
    .join('')
}
