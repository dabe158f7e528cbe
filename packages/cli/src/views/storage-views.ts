import { cellText, renderTable, type Column } from '../render/table.ts'
import { rowsOf, type Row, type View } from './view.ts'

const plain = { header: true, border: false }
const kibibytes = (value: unknown) => String(Math.round(Number(value ?? 0) / 1024))
const by = (key: string) => (a: Row, b: Row) => cellText(a[key]).localeCompare(cellText(b[key]))

const statusColumns: readonly Column[] = [
  { key: 'storage', title: 'Name' },
  { key: 'type', title: 'Type', right: true },
  {
    key: 'active',
    title: 'Status',
    right: true,
    text: (active, row) => (row.enabled === 0 ? 'disabled' : active ? 'active' : 'inactive'),
  },
  { key: 'total', title: 'Total (KiB)', right: true, text: kibibytes },
  { key: 'used', title: 'Used (KiB)', right: true, text: kibibytes },
  { key: 'avail', title: 'Available (KiB)', right: true, text: kibibytes },
  {
    key: 'used_fraction',
    title: '%',
    right: true,
    text: (_, row) => (Number(row.total) ? `${((100 * Number(row.used)) / Number(row.total)).toFixed(2)}%` : 'N/A'),
  },
]

const contentColumns: readonly Column[] = [
  { key: 'volid', title: 'Volid' },
  { key: 'format', title: 'Format' },
  { key: 'content', title: 'Type' },
  { key: 'size', title: 'Size', right: true },
  { key: 'vmid', title: 'VMID' },
]

const content: View = data => {
  const sorted = rowsOf(data).toSorted(by('volid'))
  return renderTable(sorted, sorted.some(row => row.vmid !== undefined) ? contentColumns : contentColumns.slice(0, 4), plain)
}

/** Rows found by a scan: only the values, in columns. */
const found =
  (...keys: string[]): View =>
  data =>
    renderTable(
      rowsOf(data),
      keys.map(key => ({ key })),
      { header: false, border: false },
    )

/** Settings that hold a secret or are of no use to a reader are left out. */
const settings: View = data => {
  const { storage, type, ...rest } = data as Row
  const lines = Object.entries((rest.config ?? {}) as Row).map(([key, value]) => `${key}: ${cellText(value)}\n`)
  return storage === undefined || type === undefined ? '' : lines.join('')
}

export const storageViews: Readonly<Record<string, View>> = {
  'pvesm status': data => renderTable(rowsOf(data).toSorted(by('storage')), statusColumns, plain),
  'pvesm list': content,
  'pvesm alloc': data => `successfully created '${cellText(data)}'\n`,
  'pvesm add': settings,
  'pvesm set': settings,
  'pvesm scan nfs': found('path', 'options'),
  'pvesm scan cifs': found('share', 'description'),
  'pvesm scan iscsi': found('target', 'portal'),
  'pvesm scan lvm': found('vg'),
  'pvesm scan lvmthin': found('lv'),
  'pvesm scan zfs': found('pool'),
}
