import { cellText, renderTable, type Column } from './render/table.ts'
import { renderKeyValue } from './render/render-data.ts'

type Row = Readonly<Record<string, unknown>>
const rows = (data: unknown) => (Array.isArray(data) ? (data as Row[]) : [])
const plain = { header: true, border: false }

const mebibytes = (value: unknown) => (typeof value === 'number' ? String(Math.round(value / 2 ** 20)) : '0')
const gibibytes = (value: unknown) => (typeof value === 'number' ? (value / 2 ** 30).toFixed(2) : '0.00')
const kibibytes = (value: unknown) => String(Math.round(Number(value ?? 0) / 1024))

function guestList(data: unknown): string {
  const line = (a: string, b: string, c: string, d: string, e: string, f: string) =>
    `${a.padStart(10)} ${b.padEnd(20)} ${c.padEnd(10)} ${d.padEnd(10)} ${e.padStart(12)} ${f.padEnd(10)}\n`
  const sorted = rows(data).toSorted((a, b) => Number(a.vmid) - Number(b.vmid))
  if (sorted.length === 0) return ''
  return (
    line('VMID', 'NAME', 'STATUS', 'MEM(MB)', 'BOOTDISK(GB)', 'PID') +
    sorted
      .map(row =>
        line(
          cellText(row.vmid),
          cellText(row.name),
          cellText(row.status),
          mebibytes(row.maxmem),
          gibibytes(row.maxdisk),
          cellText(row.pid ?? 0),
        ),
      )
      .join('')
  )
}

function pending(data: unknown): string {
  return rows(data)
    .map(row => {
      if (row.delete !== undefined && row.value === undefined) return `del ${cellText(row.key)}\n`
      const current = row.value === undefined ? '' : `cur ${cellText(row.key)}: ${cellText(row.value)}\n`
      const wanted = row.pending === undefined ? '' : `new ${cellText(row.key)}: ${cellText(row.pending)}\n`
      const removed = row.delete === undefined ? '' : `del ${cellText(row.key)}: ${cellText(row.value)}\n`
      return (removed || current) + wanted
    })
    .join('')
}

function storageStatus(data: unknown): string {
  const columns: Column[] = [
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
  return renderTable(
    rows(data).toSorted((a, b) => cellText(a.storage).localeCompare(cellText(b.storage))),
    columns,
    plain,
  )
}

function volumeList(data: unknown): string {
  const columns: Column[] = [
    { key: 'volid', title: 'Volid' },
    { key: 'format', title: 'Format' },
    { key: 'content', title: 'Type' },
    { key: 'size', title: 'Size', right: true },
    { key: 'vmid', title: 'VMID' },
  ]
  const sorted = rows(data).toSorted((a, b) => cellText(a.volid).localeCompare(cellText(b.volid)))
  return renderTable(sorted, sorted.some(row => row.vmid !== undefined) ? columns : columns.slice(0, 4), plain)
}

function snapshotTree(data: unknown): string {
  const all = rows(data)
  const names = new Set(all.map(row => row.name))
  const below = (parent: unknown) =>
    all.filter(row => (parent === undefined ? row.parent === undefined || !names.has(row.parent) : row.parent === parent))
  const branch = (row: Row, depth: number): string => {
    const time = typeof row.snaptime === 'number' ? new Date(row.snaptime * 1000).toISOString().slice(0, 19).replace('T', ' ') : ''
    const line = `${' '.repeat(depth * 2)}\`-> ${cellText(row.name).padEnd(24)} ${time.padEnd(23)} ${cellText(row.description)}`.trimEnd()
    return `${line}\n${below(row.name)
      .map(one => branch(one, depth + 1))
      .join('')}`
  }
  return below(undefined)
    .map(row => branch(row, 0))
    .join('')
}

const table =
  (...keys: string[]) =>
  (data: unknown, options: { header: boolean; border: boolean }) =>
    rows(data).length === 0
      ? ''
      : renderTable(
          rows(data),
          keys.map(key => ({ key })),
          options,
        )

/** How a command shows its answer as text, where the general form is not what fingers and scripts know. */
export const views: Readonly<Record<string, (data: unknown, options: { header: boolean; border: boolean; verbose: boolean }) => string>> = {
  'qm list': guestList,
  'pct list': guestList,
  'qm config': data => renderKeyValue(withoutDigest(data)),
  'pct config': data => renderKeyValue(withoutDigest(data)),
  'qm pending': pending,
  'pct pending': pending,
  'qm status': (data, { verbose }) => (verbose ? renderKeyValue(data as Row) : `status: ${cellText((data as Row).status)}\n`),
  'pct status': (data, { verbose }) => (verbose ? renderKeyValue(data as Row) : `status: ${cellText((data as Row).status)}\n`),
  'qm listsnapshot': snapshotTree,
  'pct listsnapshot': snapshotTree,
  'pvesm status': storageStatus,
  'pvesm list': volumeList,
  'pvesm alloc': data => `successfully created '${cellText(data)}'\n`,
  'pveum user list': table('userid', 'comment', 'email', 'enable', 'expire', 'firstname', 'groups', 'keys', 'lastname', 'realm-type'),
  'pveum group list': table('groupid', 'comment', 'users'),
  'pveum role list': table('roleid', 'privs', 'special'),
  'pveum acl list': table('path', 'ugid', 'roleid', 'type', 'propagate'),
  'pveum realm list': table('realm', 'type', 'comment', 'tfa'),
  'pveum pool list': table('poolid', 'comment'),
  'pvenode task list': table('upid', 'type', 'id', 'user', 'starttime', 'endtime', 'status'),
  'pvenode task log': data =>
    rows(data)
      .map(line => `${cellText(line.t)}\n`)
      .join(''),
  'pvenode config get': data => renderKeyValue(withoutDigest(data)),
}

function withoutDigest(data: unknown): Row {
  const { digest: _digest, ...rest } = data as Row
  return rest
}
