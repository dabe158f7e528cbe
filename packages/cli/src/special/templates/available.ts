import { rowsOf } from '../../views/view.ts'
import { one, type SpecialRun } from '../special-run.ts'

const order = (row: Readonly<Record<string, unknown>>) => `${String(row.section)}\n${String(row.template)}`

/** Sections in order, each with its templates by name. */
export const available: SpecialRun = async ({ connection, terminal, read }) => {
  const section = one(read().parameters, 'section')
  const rows = rowsOf((await connection.call('GET', `/nodes/${connection.node}/aplinfo`, {})).data)
  for (const row of rows.filter(row => section === undefined || row.section === section).toSorted((a, b) => (order(a) < order(b) ? -1 : 1)))
    terminal.out(`${String(row.section).padEnd(15)} ${String(row.template)}\n`)
  return 0
}
