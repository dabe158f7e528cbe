import { UsageFailure } from '../../read-arguments.ts'
import { one, type SpecialRun } from '../special-run.ts'

/** For who knows that the other nodes do not run: with fewer votes expected, those that are left may go on. */
export const expected: SpecialRun = async ({ terminal, read }) => {
  const votes = one(read().parameters, 'expected') ?? ''
  if (!/^[1-9]\d{0,4}$/.test(votes)) throw new UsageFailure('expected: it has to be a number of votes from 1')
  return await terminal.run('corosync-quorumtool', ['-e', votes])
}
