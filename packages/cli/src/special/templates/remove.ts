import { UsageFailure } from '../../read-arguments.ts'
import { runTask } from '../../run-task.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { volumePath } from '../storage/volume.ts'

export const remove: SpecialRun = async ({ connection, terminal, read }) => {
  const volume = one(read().parameters, 'template_path')
  if (!/^[a-zA-Z][\w.-]*:vztmpl\/[^/]+$/.test(volume ?? ''))
    throw new UsageFailure(`template_path: '${volume ?? ''}' is not of the form storage:vztmpl/name`)
  const { data } = await connection.call('DELETE', volumePath(connection, volume), {})
  return await runTask(connection, data, terminal)
}
