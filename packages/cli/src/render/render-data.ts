import type { OutputOptions } from '../output-options.ts'
import { humanText } from './human-text.ts'
import { prettyJson } from './pretty-json.ts'
import { cellText, renderTable, type Column } from './table.ts'

type Row = Readonly<Record<string, unknown>>
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Any answer in the format that was asked for. `columns`: width of the terminal. */
export async function renderData(data: unknown, output: OutputOptions, columns?: number): Promise<string> {
  if (output.quiet) return ''
  switch (output.format) {
    case 'json':
      return data === undefined ? '' : `${JSON.stringify(data)}\n`
    case 'json-pretty':
      return data === undefined ? '' : prettyJson(data)
    case 'yaml': {
      const { stringify } = await import('yaml')
      return `---\n${stringify(sortedKeys(data))}`
    }
    case 'text':
      return renderText(data, { ...output, columns })
  }
}

function renderText(data: unknown, output: OutputOptions & { readonly columns?: number | undefined }): string {
  if (data === undefined || data === null || data === '') return ''
  const text = (key: string, value: unknown) => (output.human ? humanText(key, value) : undefined) ?? cellText(value)
  if (Array.isArray(data)) {
    if (data.length === 0) return ''
    if (!data.every(isRow)) return data.map(one => `${cellText(one)}\n`).join('')
    const keys = [...new Set(data.flatMap(row => Object.keys(row)))].toSorted()
    const right = (key: string) => data.every(row => row[key] === undefined || typeof row[key] === 'number')
    return renderTable(
      data,
      keys.map((key): Column => ({ key, right: right(key), text: value => text(key, value) })),
      output,
    )
  }
  if (isRow(data)) {
    const rows = Object.entries(data)
      .map(([key, value]) => ({ key, value: text(key, value) }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    return renderTable(rows, [{ key: 'key' }, { key: 'value' }], output)
  }
  const shown = String(data)
  return shown.endsWith('\n') ? shown : `${shown}\n`
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
