/** What a row of a guest may say; texts that are not set are empty, numbers are 0. */
const textColumns = ['type', 'name', 'node', 'status', 'tags', 'pool', 'lock', 'hastate', 'laststatus'] as const
const numberColumns = ['vmid', 'template', 'cpu', 'maxcpu', 'mem', 'maxmem', 'disk', 'maxdisk', 'uptime', 'age'] as const

type TextColumn = (typeof textColumns)[number]
type NumberColumn = (typeof numberColumns)[number]
export type InventoryRow = Readonly<Partial<Record<TextColumn, string> & Record<NumberColumn, number>>>

export interface Inventory {
  readonly guests: Readonly<Record<TextColumn, readonly string[]> & Record<NumberColumn, readonly number[]>>
  readonly others: readonly object[]
}

/** Nobody reads more of it. */
const part = (value: number) => Math.round(value * 1000) / 1000

/** Rows of resources, those of guests turned into columns. */
export function inventoryColumns(rows: readonly InventoryRow[]): Inventory {
  const guests = rows.filter(row => row.vmid !== undefined)
  const columns: Record<string, readonly (string | number)[]> = {}
  for (const name of textColumns) columns[name] = guests.map(row => row[name] ?? '')
  for (const name of numberColumns) columns[name] = guests.map(row => row[name] ?? 0)
  columns.cpu = guests.map(row => part(row.cpu ?? 0))
  return { guests: columns as Inventory['guests'], others: rows.filter(row => row.vmid === undefined) }
}
