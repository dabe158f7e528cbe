import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

export const unlock: SpecialRun = async ({ connection, read }) => {
  const vm = vmPath(connection, one(read().parameters, 'vmid'))
  await connection.call('PUT', `${vm}/config`, { delete: 'lock', skiplock: 1 })
  return 0
}
