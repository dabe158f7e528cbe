export interface Column {
  readonly key: string
  readonly title?: string
  readonly right?: boolean
  /** Text of a cell where its value alone does not read well. */
  readonly text?: (value: unknown, row: Readonly<Record<string, unknown>>) => string
}

export interface TableOptions {
  readonly header: boolean
  readonly border: boolean
}

/** One value as a cell: no line breaks, nothing for undefined. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value).replaceAll(/[\r\n\t]+/g, ' ')
}

/** Rows as a table with a frame, or as plain columns. */
export function renderTable(rows: readonly Readonly<Record<string, unknown>>[], columns: readonly Column[], options: TableOptions): string {
  const cells = rows.map(row => columns.map(column => column.text?.(row[column.key], row) ?? cellText(row[column.key])))
  const titles = columns.map(column => column.title ?? column.key)
  const widths = columns.map((_, at) => Math.max(options.header ? (titles[at]?.length ?? 0) : 0, ...cells.map(row => row[at]?.length ?? 0)))
  const padded = (texts: readonly string[], separator: string) =>
    texts.map((text, at) => (columns[at]?.right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0))).join(separator)
  if (!options.border) {
    const lines = cells.map(row => padded(row, ' ').trimEnd())
    return [...(options.header ? [padded(titles, ' ').trimEnd()] : []), ...lines].map(line => `${line}\n`).join('')
  }
  const rule = (left: string, middle: string, right: string, dash: string) =>
    `${left}${widths.map(width => dash.repeat(width + 2)).join(middle)}${right}\n`
  const body = cells.map(row => `│ ${padded(row, ' │ ')} │\n`)
  return [
    rule('┌', '┬', '┐', '─'),
    ...(options.header ? [`│ ${padded(titles, ' │ ')} │\n`, rule('╞', '╪', '╡', '═')] : []),
    body.join(rule('├', '┼', '┤', '─')),
    rule('└', '┴', '┘', '─'),
  ].join('')
}
