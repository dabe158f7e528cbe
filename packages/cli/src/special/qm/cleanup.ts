import { UsageFailure } from '../../read-arguments.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

const flag = /^(?:0|1|yes|no|on|off|true|false)$/i

/** How the VM has ended is seen from what it left: both words are only checked. */
export const cleanup: SpecialRun = async ({ connection, read }) => {
  const { parameters } = read()
  for (const name of ['clean-shutdown', 'guest-requested']) {
    if (!flag.test(one(parameters, name) ?? '')) throw new UsageFailure(`${name}: '${one(parameters, name) ?? ''}' is neither 0 nor 1`)
  }
  await connection.call('POST', `${vmPath(connection, one(parameters, 'vmid'))}/cleanup`, {})
  return 0
}
