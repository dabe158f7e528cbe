/** A screen in cells. */
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}

const largest: TerminalSize = { columns: 1000, rows: 500 }

/** Sizes come from clients. */
export function sensibleSize(columns: number, rows: number): TerminalSize {
  return { columns: Math.min(Math.max(columns, 2), largest.columns), rows: Math.min(Math.max(rows, 1), largest.rows) }
}
