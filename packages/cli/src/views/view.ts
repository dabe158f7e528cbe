export type Row = Readonly<Record<string, unknown>>

export interface ViewOptions {
  readonly header: boolean
  readonly border: boolean
  readonly human: boolean
  readonly verbose: boolean
  /** What was asked for. */
  readonly given?: Readonly<Record<string, unknown>>
  /** Width of the terminal; undefined when there is none. */
  readonly columns?: number | undefined
}

/** How a command shows its answer as text. */
export type View = (data: unknown, options: ViewOptions) => string

export const rowsOf = (data: unknown): Row[] => (Array.isArray(data) ? (data as Row[]) : [])

export function withoutDigest(data: unknown): Row {
  const { digest: _digest, ...rest } = data as Row
  return rest
}
