import { runTask } from '../../run-task.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { volumePath } from './volume.ts'

export const free: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const { data } = await connection.call('DELETE', volumePath(connection, one(parameters, 'volume'), one(parameters, 'storage')), {})
  return await runTask(connection, data, terminal)
}
