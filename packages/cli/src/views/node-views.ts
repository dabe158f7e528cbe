import { renderKeyValue } from '../render/key-value.ts'
import { localTime } from '../render/local-time.ts'
import { cellText, renderTable, type Column } from '../render/table.ts'
import { rowsOf, withoutDigest, type Row, type View } from './view.ts'

const moment = (human: boolean) => (value: unknown) => (typeof value === 'number' && human ? localTime(value) : cellText(value))

const tasks: View = (data, options) => {
  const columns: Column[] = [
    { key: 'upid', title: 'UPID' },
    { key: 'type', title: 'Type' },
    { key: 'id', title: 'ID' },
    { key: 'user', title: 'User' },
    { key: 'starttime', title: 'Starttime', text: moment(options.human) },
    { key: 'endtime', title: 'Endtime', text: moment(options.human) },
    { key: 'status', title: 'Status' },
  ]
  const rows = rowsOf(data).toSorted((a, b) => Number(a.starttime) - Number(b.starttime) || (cellText(a.upid) < cellText(b.upid) ? -1 : 1))
  return rows.length === 0 ? '' : renderTable(rows, columns, options)
}

export const nodeViews: Readonly<Record<string, View>> = {
  'pvenode task list': tasks,
  'pvenode task log': data =>
    typeof data === 'string'
      ? data
      : rowsOf(data)
          .map(line => `${cellText(line.t)}\n`)
          .join(''),
  'pvenode config get': data => renderKeyValue(withoutDigest(data) as Row),
}
