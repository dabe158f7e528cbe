import { localTime } from '../render/local-time.ts'
import { cellText, renderTable, type Column } from '../render/table.ts'
import { rowsOf, type Row, type View, type ViewOptions } from './view.ts'

const moment = (options: ViewOptions) => (value: unknown) =>
  typeof value === 'number' && options.human ? localTime(value) : cellText(value)

const listed = (value: unknown) => (Array.isArray(value) ? value.map(cellText).join(', ') : '')

const changes: View = (data, options) => {
  const rows = rowsOf(data).map(row => ({
    ...row,
    path: row.source === undefined ? row.path : `${cellText(row.source)} -> ${cellText(row.path)}`,
  }))
  const columns: Column[] = [
    { key: 'revision', right: true },
    { key: 'time', text: moment(options) },
    { key: 'user' },
    { key: 'node' },
    { key: 'op' },
    { key: 'path' },
    ...(rows.some((row: Row) => row.settings !== undefined) ? [{ key: 'settings', text: listed }] : []),
    ...(rows.some((row: Row) => row.task !== undefined) ? [{ key: 'task' }] : []),
  ]
  return rows.length === 0 ? '' : renderTable(rows, columns, options)
}

const diffsOf = (data: unknown) =>
  rowsOf((data as Row).changes)
    .map(row => (cellText(row.diff) === '' ? `${cellText(row.op)} ${cellText(row.path)} (its texts are not kept)\n` : String(row.diff)))
    .join('')

const change: View = (data, options) => {
  const row = data as Row
  const lines = [
    `revision ${cellText(row.revision)} by ${cellText(row.user)} on ${cellText(row.node)}, ${moment(options)(row.time)}`,
    ...(row.task === undefined ? [] : [`task ${cellText(row.task)}`]),
  ]
  return `${lines.join('\n')}\n${diffsOf(data)}`
}

const text: View = data => {
  const { text: said, diff } = data as Row
  return cellText(diff) === '' ? (said === undefined ? '' : String(said)) : String(diff)
}

const reverted: View = (data, options) => {
  const row = data as Row
  const later = rowsOf(row.since).map(
    one =>
      `${cellText(one.path)} was changed since: revision ${cellText(one.revision)} by ${cellText(one.user)}, ${moment(options)(one.time)}\n`,
  )
  const made = row.revision === undefined ? 'nothing was changed (dry run)\n' : `made revision ${cellText(row.revision)}\n`
  const notes = (Array.isArray(row.notes) ? row.notes : []).map(note => `${cellText(note)}\n`)
  return [diffsOf(data), ...later, ...notes, made].join('')
}

/** Answers of single API methods that a table of all their members would hide, by method and path. */
export const apiViews: Readonly<Record<string, View>> = {
  'GET /cluster/history': changes,
  'GET /cluster/history/{revision}': change,
  'GET /cluster/history/{revision}/text': text,
  'POST /cluster/history/{revision}/revert': reverted,
}
