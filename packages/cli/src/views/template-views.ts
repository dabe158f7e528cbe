import { cellText, renderTable, type Column } from '../render/table.ts'
import { rowsOf, type View } from './view.ts'

const columns: readonly Column[] = [
  { key: 'volid', title: 'NAME' },
  { key: 'size', title: 'SIZE', right: true, text: size => `${(Number(size) / 2 ** 20).toFixed(2)}MB` },
]

export const templateViews: Readonly<Record<string, View>> = {
  'pveam list': data =>
    renderTable(
      rowsOf(data).toSorted((a, b) => (cellText(a.volid) < cellText(b.volid) ? -1 : 1)),
      columns,
      { header: true, border: false },
    ),
}
