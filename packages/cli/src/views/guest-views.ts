import { prettyJson } from '../render/pretty-json.ts'
import { cellText } from '../render/table.ts'
import { snapshotTree } from './snapshot-tree.ts'
import { rowsOf, withoutDigest, type Row, type View } from './view.ts'

const mebibytes = (value: unknown) => (typeof value === 'number' ? String(Math.round(value / 2 ** 20)) : '0')
const gibibytes = (value: unknown) => (typeof value === 'number' ? (value / 2 ** 30).toFixed(2) : '0.00')

const guestList: View = data => {
  const line = (a: string, b: string, c: string, d: string, e: string, f: string) =>
    `${a.padStart(10)} ${b.padEnd(20)} ${c.padEnd(10)} ${d.padEnd(10)} ${e.padStart(12)} ${f.padEnd(10)}\n`
  const sorted = rowsOf(data).toSorted((a, b) => Number(a.vmid) - Number(b.vmid))
  if (sorted.length === 0) return ''
  const lines = sorted.map(row =>
    line(
      cellText(row.vmid),
      cellText(row.name),
      cellText(row.status),
      mebibytes(row.maxmem),
      gibibytes(row.maxdisk),
      cellText(row.pid ?? 0),
    ),
  )
  return line('VMID', 'NAME', 'STATUS', 'MEM(MB)', 'BOOTDISK(GB)', 'PID') + lines.join('')
}

/** Settings with their present and their pending values. */
export const pending: View = data =>
  rowsOf(data)
    .map(row => {
      const key = cellText(row.key)
      if (row.delete !== undefined) return `del ${key}${row.value === undefined ? '' : `: ${valueText(row.value)}`}\n`
      const current = row.value === undefined ? '' : `cur ${key}: ${valueText(row.value)}\n`
      const wanted = row.pending === undefined ? '' : `new ${key}: ${valueText(row.pending)}\n`
      return current + wanted
    })
    .join('')

/** Line ends as config files have them, so that every setting stays on its line. */
const valueText = (value: unknown) => String(value).replaceAll('\n', '%0A')

/** `key: value` lines. */
export const config: View = data =>
  Object.entries(withoutDigest(data))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}: ${valueText(value)}\n`)
    .join('')

/** `key: value` lines, with what is inside of a value below it, a tab further in. */
function nestedLines(data: unknown, indent: string): string {
  return Object.entries(data as Row)
    .filter(([, value]) => value !== undefined && value !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) =>
      typeof value === 'object' ? `${indent}${key}:\n${nestedLines(value, `${indent}\t`)}` : `${indent}${key}: ${cellText(value)}\n`,
    )
    .join('')
}

/** `status: running`, or all that is known. */
export const status: View = (data, { verbose }) => (verbose ? nestedLines(data, '') : `status: ${cellText((data as Row).status)}\n`)

const secrets = new Set(['cipassword'])

/** Says again what was changed. */
const changed: View = (_data, { given = {} }) => {
  const { vmid, ...settings } = given
  const said = Object.entries(settings).map(([key, value]) => `-${key} ${secrets.has(key) ? '<hidden>' : String(value)}`)
  return said.length === 0 ? '' : `update VM ${String(vmid)}: ${said.toSorted().join(' ')}\n`
}

/** What an agent's command answered: nothing to say of an empty answer. */
const agentAnswer: View = data => {
  const result = (data as Row | undefined)?.result ?? data
  const empty = typeof result === 'object' && result !== null && !Array.isArray(result) && Object.keys(result).length === 0
  return empty || result === undefined || result === null ? '' : prettyJson(result)
}

export const qmViews: Readonly<Record<string, View>> = {
  'qm list': guestList,
  'qm config': config,
  'qm set': changed,
  'qm pending': pending,
  'qm cloudinit pending': pending,
  'qm cloudinit dump': data => `${String(data).trimEnd()}\n`,
  'qm status': status,
  'qm listsnapshot': snapshotTree,
  'qm guest cmd': agentAnswer,
  'qm guest exec-status': prettyJson,
}
