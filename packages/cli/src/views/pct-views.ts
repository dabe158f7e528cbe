import { cellText, renderTable, type Column } from '../render/table.ts'
import { config, pending, status } from './guest-views.ts'
import { snapshotTree } from './snapshot-tree.ts'
import { rowsOf, type Row, type View } from './view.ts'

const containerList: View = data => {
  const line = (vmid: string, state: string, lock: string, name: string) =>
    `${vmid.padEnd(10)} ${state.padEnd(10)} ${lock.padEnd(12)} ${name.padEnd(20)}\n`
  const sorted = rowsOf(data).toSorted((a, b) => Number(a.vmid) - Number(b.vmid))
  if (sorted.length === 0) return ''
  const lines = sorted.map(row => line(cellText(row.vmid), cellText(row.status), cellText(row.lock), cellText(row.name)))
  return line('VMID', 'Status', 'Lock', 'Name') + lines.join('')
}

/** Settings of LXC itself follow as lines of their own, in the order of the file. */
const containerConfig: View = (data, options) => {
  const { lxc, ...rest } = data as Row
  const raw = Array.isArray(lxc) ? (lxc as (readonly [string, string])[]) : []
  return config(rest, options) + raw.map(([key, value]) => `${key}: ${value}\n`).join('')
}

/** `7.8G` */
function shortSize(bytes: unknown): string {
  const units = ['B', 'K', 'M', 'G', 'T', 'P']
  const value = Number(bytes)
  const step = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, value)) / 10)))
  return `${(value / 1024 ** step).toFixed(1)}${units[step]}`
}

const usageColumns: readonly Column[] = [
  { key: 'key', title: 'MP' },
  { key: 'volume', title: 'Volume' },
  { key: 'total', title: 'Size', right: true, text: shortSize },
  { key: 'used', title: 'Used', right: true, text: shortSize },
  { key: 'avail', title: 'Avail', right: true, text: shortSize },
  { key: 'share', title: 'Use%', right: true, text: (_, row) => (Number(row.used) / Math.max(1, Number(row.total))).toFixed(1) },
  { key: 'path', title: 'Path' },
]

const usage: View = data => renderTable(rowsOf(data), usageColumns, { header: true, border: false })

export const pctViews: Readonly<Record<string, View>> = {
  'pct list': containerList,
  'pct config': containerConfig,
  'pct pending': pending,
  'pct status': status,
  'pct listsnapshot': snapshotTree,
  'pct df': usage,
}
