import { one, type SpecialRun } from '../special-run.ts'
import { volumePath } from './volume.ts'

export const path: SpecialRun = async ({ connection, terminal, read }) => {
  const { data } = await connection.call('GET', volumePath(connection, one(read().parameters, 'volume')), {})
  terminal.out(`${(data as { path: string }).path}\n`)
  return 0
}
