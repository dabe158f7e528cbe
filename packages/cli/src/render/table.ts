import { wrapped } from './wrapped.ts'

type Row = Readonly<Record<string, unknown>>

export interface Column {
  readonly key: string
  readonly title?: string
  readonly right?: boolean
  /** Text of a cell where its value alone does not read well. */
  readonly text?: (value: unknown, row: Row) => string
}

export interface TableOptions {
  readonly header: boolean
  readonly border: boolean
  /** Is there a line between this row and the one before? Default: always. */
  readonly ruleBefore?: (row: Row) => boolean
  /** Characters that a line of a framed table may have; longer cells are folded. */
  readonly columns?: number | undefined
}

/** One value as a cell: no line breaks, nothing for undefined. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'object') return JSON.stringify(value)
  return String(value).replaceAll(/[\r\n\t]+/g, ' ')
}

/** Widths that fit: the widest columns give way first. */
function fitWidths(widths: readonly number[], available: number): number[] {
  const fitted = [...widths]
  let over = fitted.reduce((sum, width) => sum + width, 0) - available
  while (over > 0) {
    const widest = Math.max(...fitted)
    const at = fitted.indexOf(widest)
    const next = Math.max(10, ...fitted.filter(width => width < widest))
    const cut = Math.min(over, Math.max(1, widest - next))
    if (widest - cut < 10) break
    fitted[at] = widest - cut
    over -= cut
  }
  return fitted
}

/** Rows as a table with a frame, or as plain columns. */
export function renderTable(rows: readonly Row[], columns: readonly Column[], options: TableOptions): string {
  const cells = rows.map(row => columns.map(column => column.text?.(row[column.key], row) ?? cellText(row[column.key])))
  const titles = columns.map(column => column.title ?? column.key)
  const natural = columns.map((_, at) =>
    Math.max(options.header ? (titles[at]?.length ?? 0) : 0, ...cells.map(row => row[at]?.length ?? 0)),
  )
  const frame = columns.length * 3 + 1
  const widths = options.border && options.columns !== undefined ? fitWidths(natural, options.columns - frame) : natural
  const padded = (texts: readonly string[], separator: string) =>
    columns
      .map((column, at) => {
        const text = texts[at] ?? ''
        return column.right ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0)
      })
      .join(separator)
  if (!options.border) {
    const lines = cells.map(row => padded(row, ' ').trimEnd())
    return [...(options.header ? [padded(titles, ' ').trimEnd()] : []), ...lines].map(line => `${line}\n`).join('')
  }
  const rule = (left: string, middle: string, right: string, dash: string) =>
    `${left}${widths.map(width => dash.repeat(width + 2)).join(middle)}${right}\n`
  const folded = (texts: readonly string[]) => {
    const parts = texts.map((text, at) => wrapped(text, widths[at] ?? text.length))
    const height = Math.max(...parts.map(lines => lines.length))
    return Array.from(
      { length: height },
      (_, line) =>
        `│ ${padded(
          parts.map(lines => lines[line] ?? ''),
          ' │ ',
        )} │\n`,
    ).join('')
  }
  const between = rule('├', '┼', '┤', '─')
  const body = cells.map((row, at) => (at > 0 && (options.ruleBefore?.(rows[at] ?? {}) ?? true) ? between : '') + folded(row))
  return [
    rule('┌', '┬', '┐', '─'),
    ...(options.header ? [folded(titles), rule('╞', '╪', '╡', '═')] : []),
    ...body,
    rule('└', '┴', '┘', '─'),
  ].join('')
}
