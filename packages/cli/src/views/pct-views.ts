import { cellText } from '../render/table.ts'
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

export const pctViews: Readonly<Record<string, View>> = {
  'pct list': containerList,
  'pct config': containerConfig,
  'pct pending': pending,
  'pct status': status,
  'pct listsnapshot': snapshotTree,
}
