import type { OutputOptions } from '../read-arguments.ts'
import { cellText, renderTable } from './table.ts'

type Row = Readonly<Record<string, unknown>>
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Any answer in the format that was asked for. */
export async function renderData(data: unknown, output: OutputOptions): Promise<string> {
  if (output.quiet) return ''
  switch (output.format) {
    case 'json':
      return data === undefined ? '' : `${JSON.stringify(data)}\n`
    case 'json-pretty':
      return data === undefined ? '' : `${JSON.stringify(sortedKeys(data), null, 3)}\n`
    case 'yaml': {
      const { stringify } = await import('yaml')
      return `---\n${stringify(sortedKeys(data))}`
    }
    case 'text':
      return renderText(data, output)
  }
}

function renderText(data: unknown, output: OutputOptions): string {
  if (data === undefined || data === null || data === '') return ''
  if (Array.isArray(data)) {
    if (data.length === 0) return ''
    if (!data.every(isRow)) return data.map(one => `${cellText(one)}\n`).join('')
    const keys = [...new Set(data.flatMap(row => Object.keys(row)))].toSorted()
    return renderTable(
      data,
      keys.map(key => ({ key, right: data.every(row => row[key] === undefined || typeof row[key] === 'number') })),
      output,
    )
  }
  if (isRow(data)) {
    const rows = Object.entries(data)
      .map(([key, value]) => ({ key, value }))
      .toSorted((a, b) => a.key.localeCompare(b.key))
    return renderTable(rows, [{ key: 'key' }, { key: 'value' }], output)
  }
  const text = String(data)
  return text.endsWith('\n') ? text : `${text}\n`
}

function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys)
  if (!isRow(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sortedKeys(one)]),
  )
}

/** `key: value` lines in the order given, the form of config files. */
export function renderKeyValue(data: Row): string {
  return Object.entries(data)
    .map(([key, value]) => `${key}: ${cellText(value)}\n`)
    .join('')
}
